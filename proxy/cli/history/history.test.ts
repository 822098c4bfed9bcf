import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Config } from '../../config/config.ts';
import { takeLock } from '../../history/lock.ts';
import { historyFile } from '../../history/place.ts';
import { DEFAULT_RETENTION } from '../../history/retention.ts';
import { openSqlite } from '../../history/sqlite.ts';
import type { Batch } from '../../history/store.ts';
import { EXIT, type Output } from '../output.ts';
import { parseCommandLine } from '../command-line.ts';
import { history, isOfHistory } from './history.ts';

const PID = 4711;
const NOW_MS = Date.UTC(2026, 10, 25, 18);

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'rollcall-cli-'));
});
afterEach(() => rm(dir, { recursive: true }));

const inside = (name: string): string => join(dir, name);

const configOf = (data: string): Config => ({
  listen: { host: '127.0.0.1', port: 0 },
  insecureListen: false,
  hosts: [],
  tls: null,
  publicUrl: null,
  trustedProxies: [],
  access: null,
  dataDir: inside(data),
  logLevel: 'info',
  rollCallIntervalMs: 2000,
  probeIntervalMs: 2000,
  history: { retention: DEFAULT_RETENTION },
  clusters: [],
  file: null,
  source: 'test',
});

/** Runs a command as if it had been typed; what an export writes to standard output counts as its own. */
async function run(args: string[], data = 'data'): Promise<Output> {
  const line = parseCommandLine(['history', ...args], '1.2.3');
  if (line.kind === 'print') return line.output;
  if (!isOfHistory(line.command)) throw new Error('no command of the history');
  const out = new PassThrough();
  const written = text(out);
  const output = await history(line.command, { config: configOf(data), given: line.given, pid: PID, out });
  out.end();
  return { ...output, stdout: (await written) + output.stdout };
}

const batch = (cluster: string, seq: number): Batch => ({
  cluster,
  run: 'run',
  seq,
  atMs: NOW_MS + seq * 1000,
  // What ends a line elsewhere must not end one of an export.
  facts: [{ kind: 'member', name: 'n1', fromMs: NOW_MS + seq * 1000, value: { says: `${seq}\u2028\u0085` } }],
  changes: [],
  occurrences: [],
  samples: [],
});

/** A history of two clusters. */
async function record(): Promise<void> {
  const opened = await openSqlite(historyFile(inside('data')));
  if (!opened.ok) throw new Error(opened.error.message);
  for (const seq of [1, 2, 3])
    for (const cluster of ['prod', 'lab'])
      expect(await opened.value.write(batch(cluster, seq))).toMatchObject({ ok: true });
  await opened.value.close();
}

test.each([[['--size']], [['export']], [['backup', 'b.db']], [['check']]])(
  '%j without a history: said in one line, and none is made',
  async (args) => {
    expect(await run(args)).toEqual({
      exitCode: EXIT.wrongSettings,
      stdout: '',
      stderr:
        `rollcall: there is no history yet: ${inside('data/rollcall.db')} does not exist; ` +
        'name the data directory with ROLLCALL_DATA or data in rollcall.yaml, or start Rollcall\n',
    });
    expect(existsSync(inside('data'))).toBe(false);
  },
);

test('without --size it says what there is to ask for', async () => {
  const { exitCode, stderr } = await run([]);
  expect(exitCode).toBe(EXIT.wrongSettings);
  expect(stderr).toMatch(/^Usage: rollcall history /);
});

describe('of a history', () => {
  beforeEach(record);

  test('the size is told by cluster', async () => {
    const { exitCode, stdout } = await run(['--size']);
    expect(exitCode).toBe(EXIT.ok);
    expect(stdout).toMatch(/^prod +1 +0 +2026-11-25 18:00:01 UTC +2026-11-25 18:00:03 UTC$/m);
    expect(stdout).toMatch(/^lab +1 /m);
  });

  test('the export of an import is the same, byte by byte', async () => {
    expect(await run(['export', inside('all.ndjson')])).toMatchObject({ exitCode: EXIT.ok });
    const exported = await readFile(inside('all.ndjson'), 'utf8');
    expect((await run(['export'])).stdout).toBe(exported);
    expect(await run(['import', inside('all.ndjson')], 'other')).toMatchObject({ exitCode: EXIT.ok });
    expect((await run(['export'], 'other')).stdout).toBe(exported);
  });

  test('one cluster of it is exported, if it is there', async () => {
    const { exitCode, stdout } = await run(['export', '--cluster', 'lab']);
    expect(exitCode).toBe(EXIT.ok);
    expect(stdout).toContain('"lab"');
    expect(stdout).not.toContain('"prod"');
    expect(await run(['export', '--cluster', 'prd', inside('x')])).toEqual({
      exitCode: EXIT.wrongSettings,
      stdout: '',
      stderr: 'rollcall: --cluster: the history has no cluster "prd"; did you mean prod?\n',
    });
    expect((await run(['export', '--cluster', 'elsewhere'])).stderr).toContain('it has lab, prod');
    expect(existsSync(inside('x'))).toBe(false);
  });

  test('a reader that goes away ends the export in one line', async () => {
    const out = new PassThrough();
    out.destroy();
    const line = parseCommandLine(['history', 'export'], '1.2.3');
    if (line.kind === 'print' || line.command !== 'history export') throw new Error('not understood');
    const output = await history(line.command, {
      config: configOf('data'),
      given: line.given,
      pid: PID,
      out,
    });
    expect(output).toMatchObject({ exitCode: EXIT.failed, stdout: '' });
    expect(output.stderr).toMatch(/^rollcall: .*rollcall\.db could not be exported: .*\n$/);
  });

  test('a backup is a history', async () => {
    expect(await run(['backup', inside('rollcall.db')])).toMatchObject({ exitCode: EXIT.ok, stderr: '' });
    expect((await run(['export'], '.')).stdout).toBe((await run(['export'])).stdout);
  });

  test.each([['export'], ['backup']])(
    '%s to a directory that is not there fails in one line',
    async (name) => {
      const { exitCode, stderr } = await run([name, inside('not/there')]);
      expect(exitCode).toBe(EXIT.failed);
      expect(stderr).toMatch(/^rollcall: .*could not be .*\n$/);
    },
  );

  test('it is imported neither over another nor beside a Rollcall that runs', async () => {
    await run(['export', inside('all.ndjson')]);
    const refused = await run(['import', inside('all.ndjson')]);
    expect(refused).toMatchObject({ exitCode: EXIT.failed });
    expect(refused.stderr).toContain('only an empty one can be imported into');
    const lock = takeLock(inside('other'), 12);
    expect(await run(['import', inside('all.ndjson')], 'other')).toEqual({
      exitCode: EXIT.wrongSettings,
      stdout: '',
      stderr: `rollcall: data: ${inside('other')} is in use by process 12; stop that one, and import then\n`,
    });
    if (lock.ok) lock.value.release();
    expect(await run(['import', inside('all.ndjson')], 'other')).toMatchObject({ exitCode: EXIT.ok });
  });

  test('what is wrong with an import is told with its line', async () => {
    const { stdout } = await run(['export']);
    await writeFile(inside('short.ndjson'), stdout.split('\n').slice(0, 4).join('\n'));
    const { exitCode, stderr } = await run(['import', inside('short.ndjson')], 'other');
    expect(exitCode).toBe(EXIT.failed);
    expect(stderr).toMatch(/short\.ndjson could not be imported into .*: line 5: it ends too early\n$/);
    expect((await run(['import', inside('missing.ndjson')], 'other')).stderr).toMatch(/: ENOENT: .*\n$/);
  });

  test('a sound one is called so, and what is none is not', async () => {
    expect(await run(['check'])).toEqual({
      exitCode: EXIT.ok,
      stdout: `${historyFile(inside('data'))}: nothing is wrong\n`,
      stderr: '',
    });
    await writeFile(inside('rollcall.db'), 'no database '.repeat(100));
    const { exitCode, stderr } = await run(['check'], '.');
    expect(exitCode).toBe(EXIT.failed);
    expect(stderr).toMatch(/^rollcall: .*rollcall\.db could not be checked: .*\n$/);
  });
});
