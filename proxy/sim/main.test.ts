import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { ask } from './test-client.ts';

const main = path.join(import.meta.dirname, 'main.ts');
let directory: string;
let child: ChildProcess | undefined;

beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'rollcall-sim-'));
});
afterEach(async () => {
  if (child && child.exitCode === null && child.signalCode === null) {
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
  await rm(directory, { recursive: true });
});

function run(...args: string[]): { child: ChildProcess; output: () => string } {
  let output = '';
  const started = spawn(process.execPath, [main, '--cert-dir', directory, ...args], { stdio: 'pipe' });
  started.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  started.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child = started;
  return { child: started, output: () => output };
}

describe('node proxy/sim/main.ts', () => {
  it('serves a cluster with its certificates on disk until it is told to end', async () => {
    const { child: process_, output } = run(
      '--members',
      '4',
      '--guise',
      'incus-6',
      '--speed',
      '10',
      '--failure-domains',
      '2',
    );
    await vi.waitFor(() => expect(output()).toContain('npm start'), { timeout: 10_000 });
    const endpoints = output().match(/^https:\S+$/gm) ?? [];
    expect(endpoints).toHaveLength(4);
    expect(output()).toContain(`LXD_ENDPOINTS=${endpoints.slice(0, 3).join(',')} `);
    expect((await stat(path.join(directory, 'client.key'))).mode & 0o777).toBe(0o600);
    const client = {
      certPem: await readFile(path.join(directory, 'restricted.crt'), 'utf8'),
      keyPem: await readFile(path.join(directory, 'restricted.key'), 'utf8'),
    };
    const { json } = await ask(`${endpoints[3]}/1.0/cluster/members?recursion=1`, { client });
    expect(json).toMatchObject({
      metadata: [{ failure_domain: 'rack-1' }, { failure_domain: 'rack-2' }, {}, {}],
    });
    const control = /^control (\S+)$/m.exec(output())?.[1] ?? '';
    expect(await (await fetch(`${control}/world`)).json()).toMatchObject({ guise: 'incus-6' });
    process_.kill('SIGTERM');
    expect(await once(process_, 'exit')).toEqual([0, null]);
  });

  it.each([
    [['--members', '0'], 'members'],
    [['--guise', 'lxd-4'], 'guise'],
    [['--nonsense'], 'nonsense'],
  ])('refuses %j with a reason and exit code 2', async (args, mentions) => {
    const { child: process_, output } = run(...args);
    expect(await once(process_, 'exit')).toEqual([2, null]);
    expect(output()).toContain(mentions);
  });
});
