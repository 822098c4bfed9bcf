import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freshClone } from './launcher/fresh-clone.ts';
import { nodeEighteen } from './launcher/old-node.ts';
import { answers, type Program, serving, start } from './launcher/program.ts';

const { version } = JSON.parse(readFileSync(join(import.meta.dirname, '../package.json'), 'utf8'));

const FETCHED_AND_INSTALLED =
  /^rollcall: Node 18\.20\.8 is older than 22\.22: fetching 24\S+ into \.node\/ \.\.\. [\d.]+ s\nrollcall: installing dependencies \.\.\. [\d.]+ s\n$/;

/** The promise of the launcher, once everything is there. */
const SECOND_START_MS = 3_000;

describe.skipIf(process.platform !== 'linux' || process.arch !== 'x64')(
  'a fresh clone, with nothing but Node 18 and npm',
  () => {
    let clone: Awaited<ReturnType<typeof freshClone>>;
    let machine: Awaited<ReturnType<typeof nodeEighteen>>;
    const running: Program[] = [];

    beforeAll(async () => {
      [clone, machine] = await Promise.all([freshClone(), nodeEighteen()]);
    });

    afterAll(async () => {
      for (const program of running) program.kill('SIGTERM');
      await Promise.all(running.map(({ ended }) => ended));
      await clone.remove();
    });

    function launch(args: string[], cwd: string, more: Record<string, string> = {}): Program {
      const place = { cwd, env: { ...machine.env, ...more } };
      const program = start(machine.node, [join(clone.path, 'rollcall.mjs'), ...args], place);
      running.push(program);
      return program;
    }

    async function rollcall(...args: string[]) {
      const program = launch(args, tmpdir());
      return { exitCode: await program.ended, ...program.output() };
    }

    const startServing = () =>
      launch(['start'], clone.path, {
        ROLLCALL_LISTEN: '127.0.0.1:0',
        ROLLCALL_DATA: join(clone.path, 'data'),
      });

    test('the first command fetches Node and the dependencies, says so, and answers', async () => {
      expect(await rollcall('--version')).toEqual({
        exitCode: 0,
        stdout: `${version}\n`,
        stderr: expect.stringMatching(FETCHED_AND_INSTALLED),
      });
    });

    test('the second one does nothing but answer', async () => {
      expect(await rollcall('--version')).toEqual({ exitCode: 0, stdout: `${version}\n`, stderr: '' });
    });

    test('the exit code and the one line of a mistake come through', async () => {
      const { exitCode, stderr } = await rollcall('strat');
      expect({ exitCode, stderr }).toEqual({
        exitCode: 2,
        stderr: 'rollcall: there is no command strat; did you mean start?\n',
      });
    });

    test('the first start builds the pages and serves them', async () => {
      const program = startServing();
      const address = await serving(program, 60_000);
      expect(program.output().stderr).toMatch(/rollcall: building the web pages \.\.\. [\d.]+ s\n/);
      expect(await (await fetch(address)).text()).toContain('<script type="module"');
      program.kill('SIGINT');
      expect(await program.ended).toBe(0);
      expect(await answers(address)).toBe(false);
    });

    test('a start with nothing changed installs and builds nothing and serves within 3 s', async () => {
      const program = startServing();
      await serving(program, SECOND_START_MS);
      expect(program.output().stderr).not.toMatch(/fetching|installing|building/);
      program.kill('SIGTERM');
      expect(await program.ended).toBe(0);
    });

    test('nothing goes on when the launcher is killed', async () => {
      const program = startServing();
      const address = await serving(program, 10_000);
      program.kill('SIGKILL');
      await expect.poll(() => answers(address), { timeout: 10_000 }).toBe(false);
    });
  },
);
