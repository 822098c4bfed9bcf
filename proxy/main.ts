/** The program: reads the command line, runs the command, ends with its exit code. The only file that touches `process`. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { check, formatWarnings, settingsRefused } from './cli/check.ts';
import { parseCommandLine } from './cli/command-line.ts';
import { listenRefused } from './cli/listen-refused.ts';
import { EXIT, type Output } from './cli/output.ts';
import type { Config } from './config/config.ts';
import { systemFiles } from './config/files.ts';
import { type ConfigResult, parseConfig } from './config/parse-config.ts';
import { unavailable } from './history/unavailable.ts';
import { createLog } from './log.ts';
import { type Service, serve } from './serve.ts';

const ROOT = join(import.meta.dirname, '..');
/** An open stream or a hung server must not keep us from ending. */
const CLOSE_WITHIN_MS = 5000;
/** A terminal's Ctrl-C reaches us twice, from it and through the launcher; only a later one is impatience. */
const SAME_SIGNAL_MS = 1000;

const { version } = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')));

function print({ exitCode, stdout, stderr }: Output): void {
  process.stdout.write(stdout);
  process.stderr.write(stderr);
  process.exitCode = exitCode;
}

async function start(settings: ConfigResult): Promise<void> {
  if (!settings.ok) {
    print(settingsRefused(settings));
    return;
  }
  process.stderr.write(formatWarnings(settings.warnings));
  const { config } = settings;
  const log = createLog(config.logLevel, process.stdout);
  process.on('uncaughtException', (error) => {
    log.fatal({ err: error }, 'a defect of Rollcall ended it');
    process.exit(EXIT.failed);
  });
  try {
    const service = await serve({
      config,
      log,
      version,
      staticDir: join(ROOT, 'dist'),
      openStore: async () => unavailable({ kind: 'closed', message: 'no store is built in' }),
      now: Date.now,
      random: Math.random,
    });
    closeOnSignal(service);
    process.stdout.write(greeting(config, service));
  } catch (error) {
    const refused = listenRefused(error, config.listen);
    if (refused === null) throw error;
    print(refused);
  }
}

function greeting({ clusters, source }: Config, { url }: Service): string {
  const what =
    clusters.length === 0
      ? 'DEMO: no cluster is configured, so this is a simulated one. See README.md for your own.'
      : `Clusters from ${source}: ${clusters.map(({ name }) => name).join(', ')}.`;
  return `${what}\nRollcall ${version} is at ${url} (Ctrl-C stops it)\n`;
}

function closeOnSignal(service: Service): void {
  let firstAtMs: number | null = null;
  const stop = (): void => {
    if (firstAtMs !== null) {
      if (Date.now() - firstAtMs > SAME_SIGNAL_MS) process.exit(EXIT.failed);
      return;
    }
    firstAtMs = Date.now();
    const tooLate = setTimeout(() => process.exit(EXIT.failed), CLOSE_WITHIN_MS);
    void service.close().then(() => {
      clearTimeout(tooLate);
      process.exitCode = EXIT.ok;
    });
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}

const commandLine = parseCommandLine(process.argv.slice(2), version);
if (commandLine.kind === 'print') {
  print(commandLine.output);
} else {
  const settings = parseConfig({
    env: process.env,
    flags: commandLine.flags,
    cwd: process.cwd(),
    files: systemFiles,
    nowMs: Date.now(),
  });
  switch (commandLine.command) {
    case 'check':
      print(check(settings));
      break;
    case 'start':
      await start(settings);
      break;
  }
}
