import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';

/** Where the daemons of one cluster listen: a loopback network of its own, one host per member. */
export type Network = { hostOf(member: number): string; port: number };

const LAST_HOST = 250;

/** A random network of 127.0.0.0/8 and a random port below the kernel's ephemeral ones. A port of its own keeps it
 *  clear of a system's LXD, which holds 8443 at every address. */
export function randomNetwork(random: (min: number, max: number) => number = randomInt): Network {
  const second = random(16, 255);
  const third = random(0, 255);
  const hostOf = (member: number) => {
    if (member < 1 || member > LAST_HOST) throw new RangeError(`no address for member ${member}`);
    return `127.${second}.${third}.${member}`;
  };
  return { hostOf, port: random(20_000, 30_000) };
}

/** A network at which nobody listens yet. Two runs choosing the same at once is left to the odds (1 in 600 million). */
export async function freeNetwork(members: number, pick: () => Network = randomNetwork): Promise<Network> {
  for (let attempt = 0; attempt < 20; attempt += 1) {
    const network = pick();
    const hosts = Array.from({ length: members }, (_, index) => network.hostOf(index + 1));
    const free = await Promise.all(hosts.map((host) => isFree(host, network.port)));
    if (free.every(Boolean)) return network;
  }
  throw new Error('no free loopback addresses found');
}

async function isFree(host: string, port: number): Promise<boolean> {
  const server = createServer();
  try {
    server.listen({ host, port, exclusive: true });
    await once(server, 'listening');
    return true;
  } catch {
    return false;
  } finally {
    server.close();
  }
}
