import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const CHILD = join(import.meta.dirname, '../../bin/child.mjs');
/** Says which signals Node has a handler for, in a program as the launcher starts them. */
const PROGRAM = 'process.stdout.write(require("fs").readFileSync("/proc/self/status", "utf8"))';
const SIGUSR1 = 1n << 9n;

const caught = (status: string): bigint => BigInt(`0x${/^SigCgt:\s*([0-9a-f]+)$/m.exec(status)?.[1] ?? ''}`);

it.skipIf(process.platform !== 'linux')(
  'a program that the launcher starts has no inspector waiting for SIGUSR1',
  async () => {
    const launcher = `
    const { startNode } = await import(${JSON.stringify(CHILD)});
    startNode(process.execPath, ['-e', ${JSON.stringify(PROGRAM)}], { cwd: '/', env: process.env });`;
    const run = spawn(process.execPath, ['--input-type=module', '-e', launcher], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let status = '';
    run.stdout.on('data', (chunk) => (status += String(chunk)));
    await once(run, 'close');
    expect(caught(status) & SIGUSR1).toBe(0n);
    // Any other Node has: this one, too.
    expect(caught(readFileSync('/proc/self/status', 'utf8')) & SIGUSR1).toBe(SIGUSR1);
  },
);
