/** The command line that all benchmarks share. */
import { writeFile } from 'node:fs/promises';
import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import { describeMachine } from './machine.ts';
import { type Findings, formatReport } from './report.ts';
import { type Scope, inScope } from './scope.ts';

export type Settings = {
  rounds: number;
  /** Also on a cluster of real LXD daemons; as root. */
  lxd: boolean;
  /** Where to write CPU profiles of Rollcall, to be opened in the developer tools of a browser. */
  profileDir: string | null;
  /** The benchmark's own options, by their names. */
  numbers: Readonly<Record<string, number>>;
};

export type Benchmark = {
  name: string;
  /** What it measures, in a sentence or two. */
  summary: string;
  /** How often each contender has its turn, unless told. */
  rounds: number;
  /** Options of its own: whole numbers, and what they are unless told. */
  numbers?: Readonly<Record<string, number>>;
  measure(settings: Settings, scope: Scope, progress: (text: string) => void): Promise<Findings>;
};

const OPTIONS = {
  json: { type: 'string' },
  rounds: { type: 'string' },
  lxd: { type: 'boolean' },
  profile: { type: 'string' },
  help: { type: 'boolean' },
} as const satisfies ParseArgsOptionsConfig;

/** Runs the benchmark as a program: progress on standard error, the report in Markdown on standard output. */
export async function runBenchmark(benchmark: Benchmark): Promise<void> {
  const { name, summary, rounds, numbers = {}, measure } = benchmark;
  const own = Object.keys(numbers).map((option) => [option, { type: 'string' as const }] as const);
  const { values } = parseArgs({ options: { ...Object.fromEntries(own), ...OPTIONS } });
  const given: Readonly<Record<string, string | boolean | undefined>> = values;
  if (values.help) {
    const usage = Object.entries(numbers)
      .map(([option, value]) => ` [--${option} ${value}]`)
      .join('');
    process.stdout.write(
      `node bench/${name}.ts [--rounds ${rounds}] [--json FILE] [--lxd] [--profile DIR]${usage}\n\n${summary}\n`,
    );
    return;
  }
  // Processes that were started end with this one, but only an ordinary end lets them know.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
  const settings: Settings = {
    rounds: wholeNumber('rounds', values.rounds ?? String(rounds)),
    lxd: values.lxd ?? false,
    profileDir: values.profile ?? null,
    numbers: Object.fromEntries(
      Object.entries(numbers).map(([option, usual]) => [
        option,
        wholeNumber(option, String(given[option] ?? usual)),
      ]),
    ),
  };
  const progress = (text: string): void => void process.stderr.write(`${name}: ${text}\n`);
  const machine = await describeMachine();
  const atMs = Date.now();
  const findings = await inScope((scope) => measure(settings, scope, progress));
  const report = { benchmark: name, machine, atMs, tookMs: Date.now() - atMs, ...findings };
  if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify(report, null, 2)}\n`);
  process.stdout.write(formatReport(report));
}

function wholeNumber(option: string, text: string): number {
  if (!/^[1-9]\d{0,3}$/.test(text)) throw new RangeError(`--${option} ${text}: not a whole number from 1 on`);
  return Number(text);
}
