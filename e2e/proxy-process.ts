/** Rollcall as an operator runs it: a process of its own, known by its address, its output and its exit code. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

export type ProxyOptions = {
  /** Where it is started: `rollcall.yaml` is looked for here, and relative paths begin here. */
  cwd: string;
  /** Its settings. Of the environment of the tests it gets nothing but the search path. */
  env?: Readonly<Record<string, string>>;
  /** What follows the name of the program; `start` unless told. */
  args?: readonly string[];
};

/** How a process ended. `code` is null when a signal ended it. */
export type Ending = { code: number | null; stdout: string; stderr: string };

export type ProxyProcess = {
  /** `http://127.0.0.1:PORT`, or `https:` where that is set. */
  readonly url: string;
  readonly pid: number | undefined;
  /** Everything that it has written so far, to both outputs. */
  output(): string;
  /** SIGTERM; resolves when it has ended. A process that has ended already gives its ending again. */
  stop(): Promise<Ending>;
  /** SIGKILL; resolves when it has ended. */
  kill(): Promise<Ending>;
  /** SIGSTOP: keeps its connections and says nothing more. */
  freeze(): void;
  /** SIGCONT. */
  thaw(): void;
};

const PROGRAM = join(import.meta.dirname, '../proxy/main.ts');
/** Node has to load the program from its source, on a machine that is busy with LXD. */
const START_DEADLINE_MS = 20_000;
/** The line for the operator, which is the last that it says of its start; the log may name addresses before. */
const ADDRESS = /\bRollcall .*is at (https?:\/\/127\.0\.0\.1:\d+)\b.*\n/;
/** Longer than any ending that a test asks for. */
const STUCK_MS = 20_000;

/** Starts it, with a port of its own unless `env` names one; resolves when it serves, throws with its output if it ends. */
export async function startProxy(options: ProxyOptions): Promise<ProxyProcess> {
  const run = launch(options);
  const url = await run.served;
  if (url === null) {
    const { stdout, stderr } = await run.ended();
    throw new Error(`the proxy does not serve:\n${stdout}${stderr}`);
  }
  return {
    url,
    pid: run.child.pid,
    output: () => run.stdout() + run.stderr(),
    stop() {
      run.child.kill('SIGTERM');
      return run.ended();
    },
    kill() {
      run.child.kill('SIGKILL');
      return run.ended();
    },
    freeze: () => void run.child.kill('SIGSTOP'),
    thaw: () => void run.child.kill('SIGCONT'),
  };
}

/** Runs it until it ends by itself. One that serves instead is stopped, and then has an address in its output. */
export async function runProxy(options: ProxyOptions): Promise<Ending> {
  const run = launch(options);
  if ((await run.served) !== null) run.child.kill('SIGTERM');
  return run.ended();
}

function launch({ cwd, env = {}, args = ['start'] }: ProxyOptions) {
  const child = spawn(process.execPath, [PROGRAM, ...args], {
    cwd,
    env: { PATH: process.env['PATH'], ROLLCALL_LISTEN: '127.0.0.1:0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const orphaned = () => child.kill('SIGKILL');
  process.once('exit', orphaned);
  const stdout = collect(child, 'stdout');
  const stderr = collect(child, 'stderr');
  // `close` comes when the outputs have been read to their ends, too.
  const closed = once(child, 'close').then(() => process.off('exit', orphaned));

  const served = new Promise<string | null>((resolve) => {
    const tooLong = setTimeout(() => child.kill('SIGKILL'), START_DEADLINE_MS);
    const found = (url: string | null) => {
      clearTimeout(tooLong);
      resolve(url);
    };
    child.stdout.on('data', () => {
      const [, url] = ADDRESS.exec(stdout()) ?? [];
      if (url !== undefined) found(url);
    });
    void closed.then(() => found(null));
  });

  return {
    child,
    stdout,
    stderr,
    /** Where it says that it serves; null when it ends without saying so. */
    served,
    async ended(): Promise<Ending> {
      const stuck = setTimeout(() => child.kill('SIGKILL'), STUCK_MS);
      await closed;
      clearTimeout(stuck);
      return { code: child.exitCode, stdout: stdout(), stderr: stderr() };
    },
  };
}

/** Everything that was written so far; registered before anybody who looks at it. */
function collect(child: ChildProcess, output: 'stdout' | 'stderr'): () => string {
  let text = '';
  child[output]?.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
  });
  return () => text;
}
