import { once } from 'node:events';
import { createServer, isIPv4 } from 'node:net';
import { expect, it } from 'vitest';
import { freeNetwork, randomNetwork } from './addresses.ts';

it('keeps to loopback and below the ephemeral ports, whatever is drawn', () => {
  for (const draw of [(min: number) => min, (_: number, max: number) => max - 1]) {
    const { hostOf, port } = randomNetwork(draw);
    for (const member of [1, 250]) {
      expect(isIPv4(hostOf(member))).toBe(true);
      expect(hostOf(member)).toMatch(/^127\./);
    }
    expect(port).toBeGreaterThanOrEqual(1024);
    expect(port).toBeLessThan(32_768);
  }
});

it('has no address for a member that does not fit', () => {
  const { hostOf } = randomNetwork();
  expect(() => hostOf(0)).toThrow(RangeError);
  expect(() => hostOf(251)).toThrow(RangeError);
});

it('passes over a network at which one of the addresses is taken', async () => {
  const taken = await freeNetwork(3);
  const free = await freeNetwork(3);
  const server = createServer();
  server.listen(taken.port, taken.hostOf(2));
  await once(server, 'listening');
  const offered = [taken, taken, free];
  try {
    expect(await freeNetwork(3, () => offered.shift() ?? free)).toBe(free);
    await expect(freeNetwork(3, () => taken)).rejects.toThrow('no free loopback addresses');
  } finally {
    server.close();
  }
});
