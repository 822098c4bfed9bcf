import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { identityFor } from '../lxd/testing/connect.ts';
import { startDeafServer } from '../lxd/testing/servers.ts';
import { startSim } from '../sim/sim.ts';

/** Less than any of our timers and deadlines that would matter, more than the end of a process takes. */
const AT_ONCE_MS = 1000;

it('leaves nothing behind when it is stopped, whatever hangs just then', { timeout: 20_000 }, async () => {
  const sim = await startSim({ members: 3, speed: 10 });
  onTestFinished(() => sim.close());
  const watched = { identity: identityFor(sim), endpoints: [...sim.endpoints, await startDeafServer()] };
  const child = spawn(
    process.execPath,
    [fileURLToPath(new URL('testing/watch-and-stop.ts', import.meta.url))],
    {
      env: { ...process.env, WATCHED: JSON.stringify(watched) },
      stdio: ['pipe', 'pipe', 'inherit'],
    },
  );
  onTestFinished(() => void child.kill('SIGKILL'));
  const lines: string[] = [];
  let stoppedAtMs = 0;
  createInterface(child.stdout).on('line', (line) => {
    lines.push(line);
    if (line === 'stopped') stoppedAtMs = Date.now();
  });
  const exited = once(child, 'exit');

  await expect.poll(() => lines.at(-1), { timeout: 10_000 }).toBe('answering answering answering');
  const listening = async (): Promise<boolean> =>
    (await sim.control.requests()).some(({ path }) => path.startsWith('/1.0/events'));
  await expect.poll(listening, { timeout: 5000 }).toBe(true);
  // An event socket to a frozen member, handshakes and requests that hang, and a list that nobody answers.
  await Promise.all(['node-1', 'node-2', 'node-3'].map((name) => sim.control.freeze(name)));
  const frozenAt = lines.length;
  await expect.poll(() => lines.length, { timeout: 5000 }).toBeGreaterThan(frozenAt + 3);

  child.stdin.write('stop\n');
  expect(await exited).toEqual([0, null]);
  expect(lines.at(-1)).toBe('stopped');
  expect(Date.now() - stoppedAtMs).toBeLessThan(AT_ONCE_MS);
});
