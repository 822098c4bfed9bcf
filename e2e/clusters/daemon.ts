import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

export type DaemonOptions = {
  command: string;
  args: readonly string[];
  env: NodeJS.ProcessEnv;
  /** Standard output and error are appended here. */
  outputFile: string;
  host: string;
  port: number;
};

/** One daemon that can be ended and started again. */
export type Daemon = {
  /** `frozen` is alive: it holds its sockets and answers nothing. */
  readonly state: 'running' | 'frozen' | 'ended';
  start(): void;
  /** SIGTERM, waits. */
  stop(): Promise<void>;
  /** SIGKILL, waits. */
  kill(): Promise<void>;
  /** SIGSTOP; resolves when each of its threads has stopped. */
  freeze(): Promise<void>;
  thaw(): void;
  /** Resolves when its address accepts connections; rejects when the daemon ends before, or after a minute. */
  listening(): Promise<void>;
};

const LISTEN_DEADLINE_MS = 60_000;

/** In a mount namespace of its own, so that whatever the daemon has mounted goes with it. Ends in an exec(), so that
 *  the pid is the daemon's own. */
const CONTAINMENT = ['--mount', '--'];

export function makeDaemon(options: DaemonOptions): Daemon {
  let child: ChildProcess | undefined;
  let frozen = false;

  const alive = () =>
    child !== undefined && child.exitCode === null && child.signalCode === null ? child : undefined;
  const end = async (signal: 'SIGTERM' | 'SIGKILL') => {
    const running = alive();
    if (!running) return;
    const ended = once(running, 'exit');
    running.kill(signal);
    // A frozen process takes no SIGTERM before it is thawed.
    if (frozen) running.kill('SIGCONT');
    await ended;
    frozen = false;
  };

  return {
    get state() {
      if (!alive()) return 'ended';
      return frozen ? 'frozen' : 'running';
    },
    start() {
      if (alive()) throw new Error(`${options.command} at ${options.host} is running`);
      const output = openSync(options.outputFile, 'a');
      // A process group of its own: Ctrl-C in a terminal must not reach it past us.
      child = spawn('unshare', [...CONTAINMENT, options.command, ...options.args], {
        env: options.env,
        detached: true,
        stdio: ['ignore', output, output],
      });
      closeSync(output);
      frozen = false;
    },
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
    async freeze() {
      const { pid } = alive() ?? {};
      if (pid === undefined) throw new Error(`${options.command} at ${options.host} is not running`);
      process.kill(pid, 'SIGSTOP');
      frozen = true;
      // The signal is on its way: a busy thread may answer one more request.
      while (!(await hasStopped(pid))) await sleep(5);
    },
    thaw() {
      alive()?.kill('SIGCONT');
      frozen = false;
    },
    async listening() {
      const deadlineAtMs = Date.now() + LISTEN_DEADLINE_MS;
      while (!(await accepts(options.host, options.port))) {
        if (!alive()) throw new Error(`${options.command} ended by itself: see ${options.outputFile}`);
        if (Date.now() > deadlineAtMs)
          throw new Error(`${options.host}:${options.port} accepts no connections`);
        await sleep(50);
      }
    },
  };
}

async function hasStopped(pid: number): Promise<boolean> {
  const threads = await readdir(`/proc/${pid}/task`);
  const stats = await Promise.all(
    threads.map((thread) => readFile(`/proc/${pid}/task/${thread}/stat`, 'utf8').catch(() => '')),
  );
  // The state is the field after the name, which is in brackets and may hold spaces.
  return stats.every((stat) => stat.charAt(stat.lastIndexOf(')') + 2) === 'T');
}

async function accepts(host: string, port: number): Promise<boolean> {
  const socket = connect({ host, port });
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
