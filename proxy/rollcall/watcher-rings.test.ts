import { Agent, request } from 'undici';
import { type TestContext, describe, it, vi } from 'vitest';
import { identityFor } from '../lxd/testing/connect.ts';
import type { GuiseName } from '../sim/guise.ts';
import { type PemPair, type Sim, startSim } from '../sim/sim.ts';
import type { ClusterSnapshot, Rings } from '../wire/snapshot.ts';
import type { Vitals } from '../wire/vitals.ts';
import { type Watching, watch } from './testing/watch.ts';

// For a machine that is busy with other things: each wait below has its own, shorter limit.
vi.setConfig({ testTimeout: 60_000 });

const SOON = { timeout: 20_000 };

type Who = 'admin' | 'restricted' | 'restrictedWithProjects';
type Options = { guise?: GuiseName; who?: Who; alter?: (path: string, body: string) => string };

/** A cluster of three that is watched with one of the certificates that it trusts. */
async function begin(
  context: TestContext,
  { guise = 'lxd-5.21', who = 'restrictedWithProjects', alter }: Options = {},
) {
  const { expect, onTestFinished } = context;
  const sim: Sim = await startSim({ members: 3, speed: 10, guise, instances: 12 });
  onTestFinished(() => sim.close());
  const restricted: PemPair = sim[who];
  const watching: Watching = watch(context, {
    identity: identityFor({ restricted, serverFingerprint: sim.serverFingerprint }),
    endpoints: sim.endpoints,
    ...(alter === undefined ? {} : { alter }),
  });
  return {
    expect,
    sim,
    watching,
    /** Waits until something of the latest snapshot is so. */
    until: (what: (snapshot: ClusterSnapshot) => unknown, expected: unknown): Promise<void> =>
      expect.poll(() => what(watching.latest()), SOON).toEqual(expected),
  };
}
const statusesOf = ({ rings }: ClusterSnapshot): Record<string, string> =>
  Object.fromEntries(Object.entries(rings).map(([name, { status }]) => [name, status]));
const allAre = (
  status: string,
  except: Partial<Record<keyof Rings, string>> = {},
): Record<string, string> => ({
  state: status,
  resources: status,
  pools: status,
  instances: status,
  operations: status,
  warnings: status,
  events: status,
  ...except,
});
/** All of the three, and each of them so. */
const all =
  (isSo: (vitals: Vitals) => boolean) =>
  ({ members }: ClusterSnapshot): boolean =>
    members.length === 3 && members.every(({ vitals }) => isSo(vitals));
const vitalsOf = (name: string) => (snapshot: ClusterSnapshot) =>
  snapshot.members.find(({ server_name }) => server_name === name)?.vitals;

describe.concurrent('beside the roll call', () => {
  it('every member is asked for its numbers, at its own address', async (context) => {
    const { expect, sim, watching, until } = await begin(context, { who: 'admin' });
    await until(statusesOf, allAre('ok'));
    await until(
      all(
        ({ stateAtMs, resourcesAtMs, poolsAtMs, instances }) =>
          ![stateAtMs, resourcesAtMs, poolsAtMs].includes(null) && instances !== null,
      ),
      true,
    );
    for (const { server_name, vitals } of watching.latest().members) {
      expect(vitals).toMatchObject({
        uptimeS: expect.any(Number),
        memory: { usedBytes: expect.any(Number), freeBytes: expect.any(Number) },
        fullestPool: { name: expect.any(String) },
        instances: { running: expect.any(Number) },
      });
      expect(watching.register.hardware(server_name)?.value?.cpu?.sockets).not.toHaveLength(0);
    }
    const states = (await sim.control.requests()).filter(({ path }) => path.endsWith('/state'));
    expect(states.filter(({ member, path }) => path !== `/1.0/cluster/members/${member}/state`)).toEqual([]);
    expect(watching.asked.some(({ path }) => path.includes('target='))).toBe(false);
  });

  it('a cluster without member states has its memory and its pools asked for in another way', async (context) => {
    const { expect, watching, until } = await begin(context, { guise: 'lxd-5.0' });
    await until(statusesOf, allAre('ok', { state: 'unsupported', warnings: 'refused' }));
    await until(
      all((vitals) => vitals.fullestPool !== null && vitals.memory !== null),
      true,
    );
    expect(vitalsOf('node-1')(watching.latest())).toMatchObject({ load: null, uptimeS: null });
    expect(watching.latest().rings.state.failure?.message).toBe(
      'needs the API extension cluster_member_state',
    );
    expect(watching.asked.some(({ path }) => path.endsWith('/state'))).toBe(false);
  });

  it('what a restricted certificate may not see is refused, and an empty list is not taken for none', async (context) => {
    const { watching, until, expect } = await begin(context, { guise: 'incus-6', who: 'restricted' });
    await until(statusesOf, {
      ...allAre('refused'),
      state: 'ok',
      resources: 'ok',
      pools: 'ok',
    });
    expect(watching.latest().members.map(({ vitals }) => vitals.instances)).toEqual([null, null, null]);
    expect(watching.register.instancesOn('node-1')?.value).toBeNull();
    // The list of pools is refused as well, the pools in it are not.
    await expect
      .poll(() => watching.register.detail('node-1')?.pools.value?.map(({ pool }) => pool?.driver), {
        timeout: 30_000,
      })
      .not.toContain(undefined);
  });

  it.for(['lxd-5.0', 'lxd-5.21', 'incus-6', 'incus-7'] as const)(
    'the instances of the projects that a certificate names are counted on %s',
    async (guise, context) => {
      const { expect, watching, until } = await begin(context, { guise });
      await until(({ rings }) => rings.instances.status, 'ok');
      await until(
        all(({ instances }) => instances !== null),
        true,
      );
      const projects = watching
        .latest()
        .members.flatMap(({ server_name }) => watching.register.instancesOn(server_name)?.value ?? [])
        .map(({ project }) => project);
      expect(new Set(projects)).toEqual(new Set(['default']));
    },
  );

  it('instances are followed by events, one by one', async (context) => {
    const { expect, sim, watching, until } = await begin(context, { who: 'admin' });
    await until(({ rings }) => [rings.instances.status, rings.events.status], ['ok', 'ok']);
    const lists = (): number =>
      watching.asked.filter(({ path }) => path.startsWith('/1.0/instances?')).length;
    const listed = lists();
    const statusOf = (name: string): string | undefined =>
      ['node-1', 'node-2', 'node-3']
        .flatMap((member) => watching.register.instancesOn(member)?.value ?? [])
        .find((instance) => instance.name === name)?.status;
    await sim.control.createInstance({ member: 'node-2', name: 'fresh' });
    await expect.poll(() => statusOf('fresh'), SOON).toBe('Stopped');
    await sim.control.startInstance({ name: 'fresh' });
    await expect.poll(() => statusOf('fresh'), SOON).toBe('Running');
    await sim.control.stopInstance({ name: 'fresh' });
    await sim.control.deleteInstance({ name: 'fresh' });
    await expect.poll(() => statusOf('fresh'), SOON).toBeUndefined();
    // One more may have been asked for as the socket opened; not one for each event.
    expect(lists() - listed).toBeLessThanOrEqual(1);
    await expect.poll(() => watching.events.map(({ action }) => action), SOON).toContain('instance-started');
    expect(JSON.stringify(watching.register.instancesOn('node-1'))).not.toMatch(/config|devices|password/);
  });

  it('operations are told as they go on, and stay for a while when they have ended', async (context) => {
    const { sim, until } = await begin(context);
    await until(({ rings }) => rings.events.status, 'ok');
    await sim.control.startOperation({
      member: 'node-3',
      description: 'Downloading image',
      seconds: 10,
      stage: 'download',
      mayCancel: true,
    });
    const seen = ({ operations }: ClusterSnapshot) =>
      operations
        .filter(({ description }) => description === 'Downloading image')
        .map(({ location, status, may_cancel, progress }) => [
          location,
          status,
          may_cancel,
          progress !== null,
        ]);
    await until(seen, [['node-3', 'Running', true, true]]);
    await until((snapshot) => seen(snapshot).map(([, status]) => status), ['Success']);
  });

  it('no secret of a token is in anything that is kept', async (context) => {
    const frames: string[] = [];
    const { expect, sim, watching, until } = await begin(context, {
      guise: 'lxd-5.0',
      who: 'restricted',
      alter: (_path, body) => {
        frames.push(body);
        return body;
      },
    });
    await until(({ rings }) => [rings.events.status, rings.operations.status], ['ok', 'ok']);
    const secret = await makeToken(sim);
    await until(({ operations }) => operations.some(({ class: kind }) => kind === 'token'), true);
    expect(JSON.stringify(watching.snapshots)).not.toContain(secret);
    expect(JSON.stringify(watching.events)).not.toContain(secret);
    // It was there to be kept.
    const listed = await ask(sim, sim.restricted, '/1.0/operations?recursion=1');
    expect(listed).toContain(secret);
  });

  it('warnings are told to those who may read them, the worst first, and not those that are resolved', async (context) => {
    const warnings = [
      {
        uuid: 'a',
        type: 'Small',
        severity: 'low',
        status: 'new',
        count: 1,
        last_seen_at: '2026-11-23T10:00:00Z',
      },
      { uuid: 'b', type: 'Over', severity: 'high', status: 'resolved', count: 1 },
      {
        uuid: 'c',
        type: 'Known',
        severity: 'low',
        status: 'acknowledged',
        count: 9,
        last_seen_at: '2026-11-23T11:00:00Z',
      },
      { uuid: 'd', type: 'Great', severity: 'high', status: 'new', count: 1 },
    ];
    const alter = (path: string, body: string): string =>
      path.startsWith('/1.0/warnings') ? JSON.stringify({ ...JSON.parse(body), metadata: warnings }) : body;
    const { until } = await begin(context, { who: 'admin', alter });
    await until((snapshot) => snapshot.warnings.map(({ type }) => type), ['Great', 'Known', 'Small']);
  });

  it.for(['not-json', 'wrong-shape', 'html-502', 'reset'] as const)(
    'a member that answers %s keeps its last numbers, and the others theirs',
    async (kind, context) => {
      const { expect, sim, watching, until } = await begin(context);
      await until(
        all((vitals) => vitals.stateAtMs !== null),
        true,
      );
      const before = vitalsOf('node-3')(watching.latest());
      await sim.control.garbage('node-3', kind);
      const probe = ({ members }: ClusterSnapshot) =>
        members.find(({ server_name }) => server_name === 'node-3')?.probe;
      await until((snapshot) => probe(snapshot)?.state !== 'answering', true);
      const later = (name: string) =>
        (vitalsOf(name)(watching.latest())?.stateAtMs ?? 0) > (before?.stateAtMs ?? 0);
      await expect.poll(() => later('node-1') && later('node-2'), { timeout: 20_000 }).toBe(true);
      expect(vitalsOf('node-3')(watching.latest())?.load).toEqual(before?.load);
    },
  );

  it('a frozen member is not asked, and is asked at once when it is back', async (context) => {
    const { expect, sim, watching, until } = await begin(context);
    await until(
      all((vitals) => vitals.stateAtMs !== null),
      true,
    );
    await sim.control.freeze('node-2');
    const probe = ({ members }: ClusterSnapshot) =>
      members.find(({ server_name }) => server_name === 'node-2')?.probe.state;
    await until(probe, 'silent');
    const before = vitalsOf('node-2')(watching.latest())?.stateAtMs ?? 0;
    const askedBefore = watching.asked.length;
    await until(probe, 'silent');
    await sim.control.thaw('node-2');
    await expect
      .poll(() => vitalsOf('node-2')(watching.latest())?.stateAtMs ?? 0, SOON)
      .toBeGreaterThan(before);
    expect(watching.asked.length).toBeGreaterThan(askedBefore);
  });
});

/** One answer of the first member, as it is. */
async function ask(
  sim: Sim,
  { certPem, keyPem }: PemPair,
  path: string,
  method = 'GET',
  body?: object,
): Promise<string> {
  const agent = new Agent({ connect: { cert: certPem, key: keyPem, rejectUnauthorized: false } });
  try {
    const answer = await request(`${sim.endpoints[0]}${path}`, {
      method: method === 'GET' ? 'GET' : 'POST',
      dispatcher: agent,
      ...(body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    return await answer.body.text();
  } finally {
    await agent.close();
  }
}

/** A join token; gives its secret. */
async function makeToken(sim: Sim): Promise<string> {
  const made = await ask(sim, sim.admin, '/1.0/cluster/members', 'POST', { server_name: 'never-joins' });
  return /"secret":"([0-9a-f]+)"/.exec(made)?.[1] ?? 'no secret was made';
}
