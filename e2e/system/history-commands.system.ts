// What an operator does with the history, by the command that an operator has: size, export, import, backup, check.
import { mkdir, mkdtemp, open, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { startSim, type Sim } from '../../proxy/sim/sim.ts';
import { eventually } from '../contract/eventually.ts';
import { writeSettings } from '../fixtures/clusters.ts';
import { start } from '../launcher/program.ts';
import { type ProxyProcess, runProxy, startProxy } from '../proxy-process.ts';

const LAUNCHER = join(import.meta.dirname, '../../rollcall.mjs');
const DESCRIPTION = 'written down';
const WRITTEN = { withinMs: 30_000 };

const Size = z.object({
  size: z.object({
    bytes: z.number(),
    clusters: z.array(z.object({ cluster: z.string(), members: z.number() })),
  }),
  forecast: z.object({ total: z.number() }),
  maxBytes: z.number(),
});

describe('the commands of the history', () => {
  let cwd = '';
  let sim: Sim;
  let proxy: ProxyProcess;
  beforeAll(async () => {
    cwd = await mkdtemp(join(tmpdir(), 'rollcall-commands-'));
    sim = await startSim({ members: 3, speed: 20, instances: 0 });
    await writeSettings(cwd, new Map([['prod', sim]]), 500, 'restricted');
  });
  afterAll(async () => {
    await proxy?.stop();
    await sim.close();
    await rm(cwd, { recursive: true });
  });

  /** Runs `rollcall history ...` as the operator does, on a data directory of its own if one is named. */
  async function history(args: string[], dataDir = 'data') {
    const env = { PATH: process.env['PATH'], ROLLCALL_DATA: dataDir };
    const program = start(process.execPath, [LAUNCHER, 'history', ...args], { cwd, env });
    return { exitCode: await program.ended, ...program.output() };
  }
  /** Expects it to succeed. */
  async function told(args: string[], dataDir?: string): Promise<string> {
    const { exitCode, stdout, stderr } = await history(args, dataDir);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    return stdout;
  }
  /** Expects it to end with one line about why. */
  async function refused(args: string[], dataDir?: string) {
    const { exitCode, stdout, stderr } = await history(args, dataDir);
    expect(stdout).toBe('');
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    return { exitCode, line: stderr.trimEnd() };
  }
  const inside = (name: string): string => join(cwd, name);

  describe('before the first start', () => {
    it.each([[['--size']], [['export']], [['backup', 'b.db']], [['check']]])(
      '%j says that there is none',
      async (args) => {
        const { exitCode, line } = await refused(args);
        expect(exitCode).toBe(2);
        expect(line).toBe(
          `rollcall: there is no history yet: ${inside('data/rollcall.db')} does not exist; ` +
            'name the data directory with ROLLCALL_DATA or data in rollcall.yaml, or start Rollcall',
        );
        await expect(stat(inside('data'))).rejects.toMatchObject({ code: 'ENOENT' });
      },
    );
  });

  describe('while it is being recorded', () => {
    beforeAll(async () => {
      proxy = await startProxy({ cwd });
      await eventually(async () => {
        const [member] = await sim.control.members();
        await sim.control.setDescription(member?.name ?? '', DESCRIPTION);
        expect(await told(['export'])).toContain(DESCRIPTION);
      }, WRITTEN);
    });

    it('says how big it is and how big it will be, as a table and as JSON', async () => {
      const text = await told(['--size']);
      expect(text).toMatch(/^prod +3 /m);
      expect(text).toMatch(/^total +[\d.]+ [kM]B +[\d.]+ [MG]B$/m);
      expect(text).toMatch(/^When full it fits into the 4GiB of history\.maxSize\.$/m);
      const { size, forecast, maxBytes } = Size.parse(JSON.parse(await told(['--size', '--json'])));
      expect(size.clusters).toEqual([{ cluster: 'prod', members: 3 }]);
      expect(size.bytes).toBeGreaterThan(10_000);
      expect(forecast.total).toBeGreaterThan(size.bytes);
      expect(maxBytes).toBe(4 * 2 ** 30);
    });

    it('finds nothing wrong', async () => {
      expect(await told(['check'])).toMatch(/nothing is wrong/);
    });

    it('makes a backup that can take its place, and replaces one by force alone', async () => {
      await told(['backup', 'backup.db']);
      expect((await stat(inside('backup.db'))).mode & 0o777).toBe(0o600);
      const { exitCode, line } = await refused(['backup', 'backup.db']);
      expect(exitCode).toBe(2);
      expect(line).toMatch(/backup\.db is there already; .*--force/);
      await told(['backup', '--force', 'backup.db']);
      await mkdir(inside('restored'));
      await writeFile(inside('restored/rollcall.db'), await readFile(inside('backup.db')));
      await told(['check'], 'restored');
      expect(await told(['export'], 'restored')).toContain(DESCRIPTION);
    });

    it('keeps the file to its owner', async () => {
      expect((await stat(inside('data/rollcall.db'))).mode & 0o777).toBe(0o600);
      await told(['export', 'private.ndjson']);
      expect((await stat(inside('private.ndjson'))).mode & 0o777).toBe(0o600);
    });

    it('refuses a second start, and names the process', async () => {
      const { code, stdout, stderr } = await runProxy({ cwd });
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toBe(
        `rollcall: data: ${inside('data')} is in use by process ${proxy.pid}; ` +
          'stop that one, or choose another directory with ROLLCALL_DATA or data in rollcall.yaml\n',
      );
    });

    it('refuses to import into it', async () => {
      await told(['export', 'live.ndjson']);
      const { exitCode, line } = await refused(['import', 'live.ndjson']);
      expect(exitCode).toBe(2);
      expect(line).toMatch(new RegExp(`is in use by process ${proxy.pid}; stop that one`));
    });
  });

  describe('when it has ended', () => {
    let exported = '';
    beforeAll(async () => {
      expect((await proxy.stop()).code).toBe(0);
      exported = await told(['export']);
      await writeFile(inside('all.ndjson'), exported);
    });

    it('imports an export without loss, once', async () => {
      await told(['import', 'all.ndjson'], 'imported');
      expect(await told(['export'], 'imported')).toBe(exported);
      await told(['check'], 'imported');
      const { exitCode, line } = await refused(['import', 'all.ndjson'], 'imported');
      expect(exitCode).toBe(1);
      expect(line).toMatch(/empty/);
    });

    it('imports nothing of a file that has something wrong in it', async () => {
      const lines = exported.split('\n');
      await writeFile(inside('wrong.ndjson'), lines.with(5, '{"odd": true}').join('\n'));
      const { exitCode, line } = await refused(['import', 'wrong.ndjson'], 'wrong');
      expect(exitCode).toBe(1);
      expect(line).toMatch(/wrong\.ndjson could not be imported into .*: line 6: /);
      await told(['import', 'all.ndjson'], 'wrong');
    });

    it('goes on after it was imported', async () => {
      const again = await startProxy({ cwd, env: { ROLLCALL_DATA: 'imported' } });
      expect((await again.stop()).code).toBe(0);
      expect(await told(['export'], 'imported')).toContain(DESCRIPTION);
      await told(['check'], 'imported');
    });

    it('ends with 1 when the file is damaged', async () => {
      await mkdir(inside('damaged'));
      const file = inside('damaged/rollcall.db');
      await writeFile(file, await readFile(inside('backup.db')));
      const handle = await open(file, 'r+');
      // Behind the first page, which says what the file is.
      await handle.write(Buffer.alloc(20_000, 7), 0, 20_000, 8192);
      await handle.close();
      const { exitCode, stdout, stderr } = await history(['check'], 'damaged');
      expect(exitCode, stdout).toBe(1);
      expect(stderr).not.toMatch(/^ +at |node:internal/m);
    });
  });
});
