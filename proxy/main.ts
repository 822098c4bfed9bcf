/** The program: reads the command line, runs the command, ends with its exit code. The only file that touches `process`. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { z } from 'zod';
import { check, formatWarnings, settingsRefused } from './cli/check.ts';
import { type CommandLine, parseCommandLine } from './cli/command-line.ts';
import { dataInUse } from './cli/data-in-use.ts';
import { history } from './cli/history/history.ts';
import { listenRefused } from './cli/listen-refused.ts';
import { EXIT, type Output } from './cli/output.ts';
import type { Config } from './config/config.ts';
import { systemFiles } from './config/files.ts';
import { type ConfigResult, parseConfig } from './config/parse-config.ts';
import { takeLock } from './history/lock.ts';
import { historyFile } from './history/place.ts';
import { openSqliteInWorker } from './history/worker.ts';
import { createLog } from './log.ts';
import { type Service, serve } from './serve.ts';

const ROOT = join(import.meta.dirname, '..');
/** What SQLite calls a database that is in no file. */
const IN_MEMORY = ':memory:';
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
  if (!isAlone(config, log)) return;
  try {
    const service = await serve({
      config,
      log,
      version,
      staticDir: join(ROOT, 'dist'),
      openStore: async (demo) => openSqliteInWorker(demo ? IN_MEMORY : historyFile(config.dataDir)),
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

/** Takes the data directory for this process, until it ends. False: another one has it, which was said. */
function isAlone({ clusters, dataDir }: Config, log: Logger): boolean {
  // The simulated cluster writes nothing.
  if (clusters.length === 0) return true;
  const lock = takeLock(dataDir, process.pid);
  if (lock.ok) return true;
  if (lock.error.kind === 'held') {
    const remedy = 'stop that one, or choose another directory with ROLLCALL_DATA or data in rollcall.yaml';
    print(dataInUse(dataDir, lock.error.pid, remedy));
    return false;
  }
  log.warn(
    { dataDir, reason: lock.error.message },
    'the data directory could not be locked; nothing keeps a second Rollcall from writing to it',
  );
  return true;
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

async function run({ command, given }: Extract<CommandLine, { kind: 'run' }>): Promise<void> {
  const settings = parseConfig({
    env: process.env,
    flags: { config: given.values.config, insecureListen: given.switches.has('insecure-listen') },
    cwd: process.cwd(),
    files: systemFiles,
    nowMs: Date.now(),
  });
  switch (command) {
    case 'check':
      print(check(settings));
      break;
    case 'start':
      await start(settings);
      break;
    default:
      if (!settings.ok) print(settingsRefused(settings));
      else
        print(
          await history(command, {
            config: settings.config,
            given,
            pid: process.pid,
            out: process.stdout,
          }),
        );
  }
}

const commandLine = parseCommandLine(process.argv.slice(2), version);
if (commandLine.kind === 'print') print(commandLine.output);
else await run(commandLine);
