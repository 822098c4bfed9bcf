import { type TestContext, describe, it, vi } from 'vitest';
import { createLxdClient } from '../lxd/client.ts';
import { identityFor } from '../lxd/testing/connect.ts';
import type { GuiseName } from '../sim/guise.ts';
import { type Sim, startSim } from '../sim/sim.ts';
import { assess } from '../wire/assess.ts';
import { changedCertificate } from '../wire/trust.ts';
import { type Watching, watch } from './testing/watch.ts';

/** What fails on a busy machine is asked again after 15 s. */
const SOON = { timeout: 40_000, interval: 30 };
vi.setConfig({ testTimeout: 60_000 });

type Who = 'admin' | 'restricted' | 'restrictedWithProjects';

async function begin(context: TestContext, guise: GuiseName = 'lxd-5.21', who: Who = 'restricted') {
  const sim: Sim = await startSim({ members: 3, speed: 10, instances: 0, guise });
  const { expect, onTestFinished } = context;
  onTestFinished(() => sim.close());
  const identity = () => identityFor({ restricted: sim[who], serverFingerprint: sim.serverFingerprint });
  const watching = watch(context, { identity: identity(), endpoints: sim.endpoints.slice(0, 1) });
  const answering = () =>
    (watching.snapshots.at(-1)?.members ?? []).filter(({ probe }) => probe.state === 'answering').length;
  await expect.poll(answering, SOON).toBe(3);
  return { sim, watching, expect, identity, answering };
}

const reasonOf = (watching: Watching) => {
  const snapshot = watching.latest();
  return assess(snapshot, snapshot.observedAtMs).reasons.find(({ code }) => code === 'certificate-mismatch');
};

describe.concurrent('what our certificate may', () => {
  it.for([
    ['lxd-5.0', 'restricted', { kind: 'restricted', projects: [], groups: [] }],
    ['lxd-6', 'restrictedWithProjects', { kind: 'restricted', projects: ['default'], groups: [] }],
    ['incus-6', 'admin', { kind: 'unrestricted', projects: [], groups: [] }],
  ] as const)('is asked of %s for one that is %s', async ([guise, who, grant], context) => {
    const { watching, expect } = await begin(context, guise, who);
    await expect.poll(() => watching.latest().trust.grant, SOON).toEqual(grant);
  });
});

describe.concurrent('another certificate of the cluster', () => {
  it.for(['lxd-5.21', 'incus-6'] as const)(
    'at %s is seen at all members, although connections from before go on',
    async (guise, context) => {
      // Of events, through which it is seen at once, Incus tells one that names a project.
      const { sim, watching, expect } = await begin(context, guise, 'restrictedWithProjects');
      await expect.poll(() => watching.latest().rings.events.status, SOON).toBe('ok');
      const pin = sim.serverFingerprint;
      const fingerprint = await sim.control.updateCertificate();
      await expect
        .poll(() => changedCertificate(watching.latest()), SOON)
        .toMatchObject({ fingerprint, by: ['node-1', 'node-2', 'node-3'], sinceMs: expect.any(Number) });
      expect(watching.latest().trust.pin).toBe(pin);
      const told = `(${fingerprint.slice(0, 12)}) than the pinned one (${pin.slice(0, 12)})`;
      await expect.poll(() => reasonOf(watching)?.text, SOON).toContain(told);
    },
  );

  it('is sent nothing; once it is accepted, all is well again at once', async (context) => {
    const { sim, watching, expect, identity, answering } = await begin(context);
    await sim.control.updateCertificate();
    // As when every connection from before has ended.
    watching.use({ ...identity(), serverFingerprint: watching.latest().trust.pin ?? '' });
    await expect.poll(() => reasonOf(watching)?.level, SOON).toBe('unknown');
    await sim.control.clearRequests();
    const before = watching.snapshots.length;
    await expect.poll(() => watching.snapshots.length, SOON).toBeGreaterThan(before + 3);
    expect(await sim.control.requests()).toEqual([]);
    watching.use(identity());
    await expect.poll(() => [answering(), reasonOf(watching)], SOON).toEqual([3, undefined]);
    expect(watching.latest().trust).toMatchObject({ pin: sim.serverFingerprint, others: [] });
  });

  it('is not what a member has that was removed', async (context) => {
    const { sim, watching, expect } = await begin(context);
    await sim.control.remove('node-3');
    await expect.poll(() => watching.latest().members.length, SOON).toBe(2);
    expect(watching.latest().trust.others).toEqual([]);
    expect(reasonOf(watching)).toBeUndefined();
  });
});

it('looks with a connection of its own, whatever goes on over those from before', async (context) => {
  const { expect, onTestFinished } = context;
  const sim = await startSim({ members: 1, instances: 0 });
  onTestFinished(() => sim.close());
  const [origin = ''] = sim.endpoints;
  const client = createLxdClient(identityFor(sim));
  onTestFinished(() => client.close());
  const get = () => client.get(origin, '/1.0', { deadlineMs: 5000 });
  expect((await get()).ok).toBe(true);
  const fingerprint = await sim.control.updateCertificate();
  expect((await get()).ok).toBe(true);
  expect(client.strangers().size).toBe(0);
  await client.look(origin);
  expect(client.strangers().get(origin)).toMatchObject({ fingerprint, notAfterMs: expect.any(Number) });
  client.use(identityFor(sim));
  expect(client.strangers().size).toBe(0);
  expect((await get()).ok).toBe(true);
  expect(client.serverNotAfterMs()).not.toBeNull();
});
