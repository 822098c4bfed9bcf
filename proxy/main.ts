/** The program: reads the command line, runs the command, ends with its exit code. The only file that touches `process`. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import { z } from 'zod';
import { check, formatWarnings, settingsRefused } from './cli/check.ts';
import { type CommandLine, parseCommandLine } from './cli/command-line.ts';
import { enrollCommand } from './cli/enroll.ts';
import { dataInUse } from './cli/data-in-use.ts';
import { doctorCommand } from './cli/doctor.ts';
import { history } from './cli/history/history.ts';
import { listenRefused } from './cli/listen-refused.ts';
import { passwdCommand } from './cli/passwd.ts';
import { EXIT, type Output } from './cli/output.ts';
import type { Config } from './config/config.ts';
import { enroll } from './enroll/enroll.ts';
import { systemPlace } from './enroll/system-place.ts';
import { enrollingInto } from './enrolling.ts';
import { systemFiles } from './config/files.ts';
import { systemLookup } from './doctor/name.ts';
import { type ConfigResult, DEFAULT_FILE, parseConfig } from './config/parse-config.ts';
import { createHandover } from './handover.ts';
import { takeLock } from './history/lock.ts';
import { openSqliteInWorker } from './history/worker.ts';
import { legibleLines } from './legible.ts';
import { createLog } from './log.ts';
import { type Service, serve } from './serve.ts';

const ROOT = join(import.meta.dirname, '..');
/** What SQLite calls a database that is in no file. */
const IN_MEMORY = ':memory:';
/** An open stream or a hung server must not keep us from ending. */
const CLOSE_WITHIN_MS = 5000;
/** A terminal's Ctrl-C reaches us twice, from it and through the launcher; only a later one is impatience. */
const SAME_SIGNAL_MS = 1000;
const ANOTHER_DIRECTORY =
  'stop that one, or choose another directory with ROLLCALL_DATA or data in rollcall.yaml';

const { version } = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')));

/** What clusters, files and servers are called is theirs to choose: a terminal obeys nothing of it. */
function print({ exitCode, stdout, stderr }: Output): void {
  process.stdout.write(legibleLines(stdout));
  process.stderr.write(legibleLines(stderr));
  process.exitCode = exitCode;
}

async function start(readSettings: () => ConfigResult, configFile: string): Promise<void> {
  const settings = readSettings();
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
  // Node would open its inspector, which gives out all that is in memory, the keys too.
  process.on('SIGUSR1', () => log.warn('SIGUSR1: there is no inspector here'));
  const inUse = claim(config, log);
  if (inUse !== null) {
    print(dataInUse(config.dataDir, inUse, ANOTHER_DIRECTORY));
    return;
  }
  const runs = createHandover(async (served: Config): Promise<Service> => {
    const service: Service = await serve({
      config: served,
      log,
      version,
      staticDir: join(ROOT, 'dist'),
      readSettings,
      enrolling: enrollingInto({
        configFile,
        running: served,
        boundPort: () => served.listen.port || Number(new URL(service.url).port),
        enroll: (draft) =>
          enroll({ ...draft, configPath: configFile, nowMs: Date.now(), place: systemPlace, pause }),
        readSettings() {
          const read = readSettings();
          process.stderr.write(formatWarnings(read.warnings));
          return read;
        },
        claim(next) {
          const pid = claim(next, log);
          return pid === null ? null : `${next.dataDir} is in use by process ${pid}; ${ANOTHER_DIRECTORY}`;
        },
        serveNext: (next) => void run(next),
      }),
      openStore: async (file) => openSqliteInWorker(file ?? IN_MEMORY),
      now: Date.now,
      random: Math.random,
    });
    process.stdout.write(greeting(served, service));
    return service;
  });
  const run = async (next: Config): Promise<boolean> => {
    try {
      return (await runs.serve(next)) !== null;
    } catch (error) {
      const refused = listenRefused(error, next.listen);
      if (refused === null) throw error;
      print(refused);
      return false;
    }
  };
  if (await run(config)) closeOnSignal(runs);
}

/**
 * Takes the data directory for this process, until it ends. Returns the process that has it already; null: it is ours, or
 * nobody's, which was said.
 */
function claim({ clusters, dataDir }: Config, log: Logger): number | null {
  // The simulated cluster writes nothing.
  if (clusters.length === 0) return null;
  const lock = takeLock(dataDir, process.pid);
  if (lock.ok) return null;
  if (lock.error.kind === 'held') return lock.error.pid;
  log.warn(
    { dataDir, reason: lock.error.message },
    'the data directory could not be locked; nothing keeps a second Rollcall from writing to it (rollcall doctor says more)',
  );
  return null;
}

function greeting({ clusters, source }: Config, { url }: Service): string {
  const what =
    clusters.length === 0
      ? 'DEMO: no cluster is configured, so this is a simulated one. See README.md for your own.'
      : `Clusters from ${source}: ${clusters.map(({ name }) => name).join(', ')}.`;
  return `${what}\nRollcall ${version} is at ${url} (Ctrl-C stops it)\n`;
}

function closeOnSignal(running: Pick<Service, 'close'>): void {
  let firstAtMs: number | null = null;
  const stop = (): void => {
    if (firstAtMs !== null) {
      if (Date.now() - firstAtMs > SAME_SIGNAL_MS) process.exit(EXIT.failed);
      return;
    }
    firstAtMs = Date.now();
    const tooLate = setTimeout(() => process.exit(EXIT.failed), CLOSE_WITHIN_MS);
    void running.close().then(() => {
      clearTimeout(tooLate);
      process.exitCode = EXIT.ok;
    });
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}

async function runCommand({ command, given }: Extract<CommandLine, { kind: 'run' }>): Promise<void> {
  if (command === 'enroll') {
    const { env, stdin } = process;
    const world = { env, cwd: process.cwd(), stdin, place: systemPlace, nowMs: Date.now(), pause };
    print(await enrollCommand({ given, ...world }));
    return;
  }
  if (command === 'passwd') {
    print(await passwdCommand({ stdin: process.stdin, prompt: process.stderr }));
    return;
  }
  const readSettings = (): ConfigResult =>
    parseConfig({
      env: process.env,
      flags: { config: given.values.config, insecureListen: given.switches.has('insecure-listen') },
      cwd: process.cwd(),
      files: systemFiles,
      nowMs: Date.now(),
    });
  if (command === 'start') {
    await start(readSettings, resolve(process.cwd(), given.values.config ?? DEFAULT_FILE));
    return;
  }
  const settings = readSettings();
  switch (command) {
    case 'check':
      print(check(settings, Date.now()));
      break;
    case 'doctor': {
      const world = { settings, pid: process.pid, now: Date.now, lookup: systemLookup };
      print(await doctorCommand({ given, cwd: process.cwd(), ...world }));
      // A resolver or a disk that hangs must not keep us; what was written is waited for.
      process.stdout.write('', () => process.exit());
      break;
    }
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
else await runCommand(commandLine);
