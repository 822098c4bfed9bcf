import { describe, expect, it } from 'vitest';
import { serverFacts } from '../testing/server-facts.ts';
import type { ClusterSnapshot, Failure, FailureKind, LxdMember } from '../wire/snapshot.ts';
import {
  type ProbeFinding,
  firstSnapshot,
  withFailure,
  withGroups,
  withHeard,
  withMembers,
  withProbe,
  withServer,
} from './state.ts';

const START_MS = 1_000_000;
const first = firstSnapshot(
  { key: 'prod', name: 'Production', demo: false, rollCallIntervalMs: 2000, probeIntervalMs: 2000 },
  START_MS,
);

const listed = (name: string, differs: Partial<LxdMember> = {}): LxdMember => ({
  server_name: name,
  url: `https://${name}:8443`,
  database: true,
  status: 'Online',
  message: 'Fully operational',
  architecture: 'x86_64',
  roles: ['database'],
  failure_domain: 'default',
  description: '',
  config: {},
  groups: ['default'],
  ...differs,
});
const leading = (name: string, differs: Partial<LxdMember> = {}): LxdMember =>
  listed(name, { roles: ['database', 'database-leader'], ...differs });

const seen = (snapshot: ClusterSnapshot, members: LxdMember[], atMs: number): ClusterSnapshot =>
  withMembers(snapshot, members, members[0]?.server_name ?? null, atMs);
const memberOf = (snapshot: ClusterSnapshot, name: string) =>
  snapshot.members.find(({ server_name }) => server_name === name);

const answered: ProbeFinding = { latencyMs: 2.345, version: '5.0.2' };
const failed = (kind: FailureKind): { failure: Failure } => ({
  failure: { kind, message: `${kind} happened` },
});

it('begins with nothing known', () => {
  expect(first).toMatchObject({
    cluster: { key: 'prod', name: 'Production', demo: false, product: null, clustered: null },
    observedAtMs: START_MS,
    watchedSinceMs: START_MS,
    members: [],
    leadership: null,
  });
  expect(Object.values(first.parts).map(({ status }) => status)).toEqual(Array(4).fill('pending'));
});

describe('a part', () => {
  const refused: Failure = { kind: 'refused', message: 'connection refused' };

  it('that is heard is well, by its own time', () => {
    expect(withHeard(first, 'cluster', 5).parts.cluster).toEqual({
      status: 'ok',
      failure: null,
      observedAtMs: 5,
      failingSinceMs: null,
    });
  });

  it('that fails keeps its last value and the time of that, and since when it fails', () => {
    const groups = [{ name: 'default', description: '', members: [] }];
    const good = withGroups(first, groups, 10);
    const once = withFailure(good, 'groups', refused, 20);
    const twice = withFailure(once, 'groups', { kind: 'blocked', message: 'waiting' }, 30);
    expect(twice.groups).toEqual(groups);
    expect(twice.parts.groups).toEqual({
      status: 'failed',
      failure: { kind: 'blocked', message: 'waiting' },
      observedAtMs: 10,
      failingSinceMs: 20,
    });
    expect(withGroups(twice, [], 40).parts.groups).toMatchObject({ status: 'ok', failingSinceMs: null });
  });

  it('leaves the others as they were, and the former snapshot too', () => {
    const before = structuredClone(first);
    const after = withFailure(first, 'members', refused, 20);
    expect(after.parts.server).toBe(first.parts.server);
    expect(first).toEqual(before);
  });

  it.each([
    ['forbidden', 'refused'],
    ['untrusted', 'refused'],
    ['not-implemented', 'unsupported'],
    ['lxd-error', 'failed'],
    ['not-found', 'failed'],
  ] as const)('that fails as %s is %s', (kind, status) => {
    expect(withFailure(first, 'groups', { kind, message: '' }, 1).parts.groups.status).toBe(status);
  });
});

it('takes product, version and clustering from the server', () => {
  const server = {
    product: 'incus',
    serverName: 'node-1',
    version: '6.0.4',
    clustered: true,
    apiExtensions: new Set<string>(),
    facts: serverFacts(),
  } as const;
  expect(withServer(first, server, 5)).toMatchObject({
    cluster: { product: 'incus', serverVersion: '6.0.4', clustered: true },
    parts: { server: { status: 'ok', observedAtMs: 5 } },
  });
});

describe('a status', () => {
  const start = seen(first, [leading('a'), listed('b')], 10);

  it('that was so at first sight was not seen to begin', () => {
    expect(memberOf(start, 'b')?.statusSince).toEqual({ atMs: 10, witnessed: false });
  });

  it('keeps its time for as long as it lasts', () => {
    const later = seen(start, [leading('a'), listed('b', { message: 'other words' })], 20);
    expect(memberOf(later, 'b')).toMatchObject({
      message: 'other words',
      statusSince: { atMs: 10, witnessed: false },
    });
  });

  it('that changes was seen to begin', () => {
    const later = seen(start, [leading('a'), listed('b', { status: 'Offline' })], 20);
    expect(memberOf(later, 'b')?.statusSince).toEqual({ atMs: 20, witnessed: true });
  });

  it('of one that joined was seen to begin', () => {
    expect(memberOf(seen(start, [leading('a'), listed('b'), listed('c')], 20), 'c')?.statusSince).toEqual({
      atMs: 20,
      witnessed: true,
    });
  });

  it('and the probe stay with a member that is renamed', () => {
    const probed = withProbe(start, 'https://b:8443', answered, 15);
    const later = seen(probed, [leading('a'), listed('x', { url: 'https://b:8443' })], 20);
    expect(memberOf(later, 'x')).toMatchObject({
      statusSince: { atMs: 10, witnessed: false },
      probe: { state: 'answering', observedAtMs: 15 },
    });
    expect(memberOf(later, 'b')).toBeUndefined();
  });
});

describe('the list', () => {
  it('is by the word of whoever gave it, in the order of joining', () => {
    const snapshot = withMembers(first, [listed('z'), listed('a')], 'a', 10);
    expect(snapshot.members.map(({ server_name }) => server_name)).toEqual(['z', 'a']);
    expect(snapshot.cluster.answeringMember).toBe('a');
    expect(withMembers(snapshot, [listed('z')], null, 20).cluster.answeringMember).toBeNull();
  });

  it('forgets the probe of a member that moved to another address', () => {
    const probed = withProbe(seen(first, [listed('a')], 10), 'https://a:8443', answered, 15);
    const moved = seen(probed, [listed('a', { url: 'https://elsewhere:8443' })], 20);
    expect(memberOf(moved, 'a')?.probe).toMatchObject({ state: 'pending', observedAtMs: null });
  });
});

describe('leadership', () => {
  const start = seen(first, [leading('a'), listed('b')], 10);

  it('at first sight was not seen to begin', () => {
    expect(start.leadership).toEqual({ member: 'a', since: { atMs: 10, witnessed: false }, previous: null });
  });

  it('lasts while the same one leads', () => {
    expect(seen(start, [leading('a'), listed('b')], 20).leadership).toBe(start.leadership);
  });

  it('stays with the last one while nobody is named, and goes over from it', () => {
    const nobody = seen(start, [listed('a'), listed('b')], 20);
    expect(nobody.leadership).toBe(start.leadership);
    expect(seen(nobody, [listed('a'), leading('b')], 30).leadership).toEqual({
      member: 'b',
      since: { atMs: 30, witnessed: true },
      previous: 'a',
    });
  });

  it('lasts under another name', () => {
    expect(seen(start, [leading('x', { url: 'https://a:8443' }), listed('b')], 20).leadership).toEqual({
      member: 'x',
      since: { atMs: 10, witnessed: false },
      previous: null,
    });
  });

  it('is nobody’s until somebody is named', () => {
    const nobody = seen(first, [listed('a')], 10);
    expect(nobody.leadership).toBeNull();
    expect(seen(nobody, [leading('a')], 20).leadership?.since).toEqual({ atMs: 20, witnessed: true });
  });
});

describe('a probe', () => {
  const start = seen(first, [listed('a'), listed('b')], 10);
  const probe = (snapshot: ClusterSnapshot) => memberOf(snapshot, 'a')?.probe;
  const probed = (snapshot: ClusterSnapshot, finding: ProbeFinding, atMs: number): ClusterSnapshot =>
    withProbe(snapshot, 'https://a:8443', finding, atMs);

  it('is pending before the first', () => {
    expect(probe(start)).toEqual({
      state: 'pending',
      latencyMs: null,
      version: null,
      failure: null,
      observedAtMs: null,
      since: { atMs: 10, witnessed: false },
    });
  });

  it('that is answered shows how fast, and in what version', () => {
    expect(probe(probed(start, answered, 20))).toEqual({
      state: 'answering',
      latencyMs: 2.3,
      version: '5.0.2',
      failure: null,
      observedAtMs: 20,
      since: { atMs: 20, witnessed: false },
    });
  });

  it('keeps since when it is so, and was seen to begin once it changed', () => {
    const [begin, again, end] = [START_MS + 20, START_MS + 30, START_MS + 40];
    const twice = probed(probed(start, answered, begin), answered, again);
    expect(probe(twice)).toMatchObject({ observedAtMs: again, since: { atMs: begin, witnessed: false } });
    const silent = probed(twice, failed('timeout'), end);
    expect(probe(silent)).toMatchObject({
      state: 'silent',
      latencyMs: null,
      version: '5.0.2',
      failure: { kind: 'timeout' },
      since: { atMs: end, witnessed: true },
    });
    expect(probe(probed(silent, failed('refused'), end + 10))?.since.atMs).toBe(end);
    const later = { ...twice, watchedSinceMs: again + 1 };
    expect(probe(probed(later, failed('timeout'), end))?.since).toEqual({ atMs: end, witnessed: false });
  });

  it.each([
    ['refused', 'silent'],
    ['unreachable', 'silent'],
    ['dns', 'silent'],
    ['timeout', 'silent'],
    ['tls-timeout', 'silent'],
    ['reset', 'silent'],
    ['pin-mismatch', 'wrong'],
    ['untrusted', 'wrong'],
    ['not-clustered', 'wrong'],
    ['other-member', 'wrong'],
    ['lxd-error', 'wrong'],
    ['garbage', 'wrong'],
  ] as const)('that ends in %s is %s', (kind, state) => {
    expect(probe(probed(start, failed(kind), 20))?.state).toBe(state);
  });

  it('touches no other member, and nobody when its member has left', () => {
    expect(memberOf(probed(start, answered, 20), 'b')?.probe.state).toBe('pending');
    expect(withProbe(start, 'https://gone:8443', answered, 20)).toEqual(start);
  });
});
