import tls from 'node:tls';

import { afterEach, describe, expect, it, vi } from 'vitest';

import { fingerprintOf } from './certificates.ts';
import { startSim } from './sim.ts';
import type { PemPair, Sim, SimOptions } from './sim.ts';
import { ask, error, success } from './test-client.ts';

let sim: Sim;
const start = async (options: SimOptions = {}): Promise<void> => {
  sim = await startSim({ members: 3, speed: 20, ...options });
};
afterEach(() => sim.close());

const at = (path: string, member = 1): string => `${sim.endpoints[member - 1]}${path}`;
const membersPath = '/1.0/cluster/members?recursion=1';

async function connectTo(member: number): Promise<tls.TLSSocket> {
  const { port } = new URL(at('/', member));
  const socket = tls.connect({ host: '127.0.0.1', port: Number(port), rejectUnauthorized: false });
  await new Promise((resolve, reject) => socket.once('secureConnect', resolve).on('error', reject));
  return socket;
}

/** SHA-256 of the certificate that a member presents, lower-case hex. */
async function fingerprintAt(member: number): Promise<string> {
  const socket = await connectTo(member);
  const certificate = socket.getPeerX509Certificate();
  socket.destroy();
  if (!certificate) throw new Error('the member presented no certificate');
  return fingerprintOf(certificate);
}

const serverAt = async (origin: string, client: PemPair): Promise<unknown> =>
  (await ask(`${origin}/1.0`, { client })).json;
const untrusted = success(expect.objectContaining({ auth: 'untrusted' }));
const trusted = success(expect.objectContaining({ auth: 'trusted' }));

describe.each(['lxd-5.0', 'incus-6'] as const)('a removed member of %s', (guise) => {
  it('goes on with a certificate of its own, and knows nobody', async () => {
    await start({ guise });
    await sim.control.remove('node-3');
    const own = await fingerprintAt(3);
    expect(own).not.toBe(sim.serverFingerprint);
    for (const client of [sim.admin, sim.restricted]) {
      expect(await serverAt(at('', 3), client)).toEqual(untrusted);
      for (const path of ['/1.0/cluster', membersPath, '/1.0/cluster/groups', '/1.0/events']) {
        const { json } = await ask(at(path, 3), { client });
        expect([path, json]).toEqual([path, error(403, 'not authorized')]);
      }
    }
  });

  it('leaves the others as they were', async () => {
    await start({ guise });
    await sim.control.remove('node-3');
    expect(await fingerprintAt(2)).toBe(sim.serverFingerprint);
    expect((await ask(at(membersPath), { client: sim.restricted })).json).toMatchObject(
      success([{ server_name: 'node-1' }, { server_name: 'node-2' }]),
    );
  });
});

describe('a member that is being removed', () => {
  it('drops its listener and its connections, and is back soon', async () => {
    await start({ speed: 0.2 });
    const idle = await connectTo(3);
    const closed = new Promise((resolve) => idle.once('close', resolve));
    const removed = sim.control.remove('node-3');
    await closed;
    await expect(ask(at('/1.0', 3))).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    await removed;
    expect((await ask(at('/1.0', 3))).status).toBe(200);
  });

  it.each(['freeze', 'kill'] as const)(
    'after %s has its own certificate when it is up again',
    async (how) => {
      await start();
      await sim.control[how]('node-3');
      await sim.control.remove('node-3');
      await (how === 'freeze' ? sim.control.thaw('node-3') : sim.control.start('node-3'));
      expect(await fingerprintAt(3)).not.toBe(sim.serverFingerprint);
      expect(await serverAt(at('', 3), sim.admin)).toEqual(untrusted);
    },
  );

  it('stays down when it is killed meanwhile', async () => {
    await start({ speed: 0.2 });
    const idle = await connectTo(3);
    const closed = new Promise((resolve) => idle.once('close', resolve));
    const removed = sim.control.remove('node-3');
    await closed;
    await sim.control.kill('node-3');
    await removed;
    await expect(ask(at('/1.0', 3))).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });
});

describe('a new member', () => {
  const add = async (): Promise<string> => {
    const name = await sim.control.add('node-4');
    return (await sim.control.members()).find((member) => member.name === name)?.url ?? '';
  };

  it('of LXD 5.0 trusts nobody until a heartbeat has reached it', async () => {
    await start({ guise: 'lxd-5.0', members: 1, speed: 2 });
    const url = await add();
    const client = sim.restricted;
    expect(await serverAt(url, client)).toEqual(untrusted);
    expect((await ask(url + membersPath, { client })).json).toEqual(error(403, 'not authorized'));
    await vi.waitFor(async () => expect(await serverAt(url, client)).toEqual(trusted), { timeout: 10_000 });
    expect((await ask(url + membersPath, { client })).status).toBe(200);
  }, 15_000);

  it.each(['lxd-5.21', 'incus-6'] as const)('of %s trusts at once whom the others trust', async (guise) => {
    await start({ guise });
    expect(await serverAt(await add(), sim.restricted)).toEqual(trusted);
  });
});
