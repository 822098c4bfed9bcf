import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compare } from './compare.ts';
import type { ClusterSnapshot, LxdMember } from './snapshot.ts';
import { snapshots } from './testing/arbitraries.ts';
import {
  DAY,
  GIB,
  MINUTE,
  NOW_MS,
  OTHER_PIN,
  PIN,
  presentedBy,
  TOO_OLD_MS,
  answering,
  failed,
  member,
  offline,
  ok,
  online,
  ring,
  silent,
  snapshotOf,
  vitals,
  warning,
} from './testing/scenes.ts';

/** What is told of a cluster of one member, as `label: before → after`. */
const told = (a: ClusterSnapshot, b: ClusterSnapshot): string[] =>
  compare(a, b).map(({ label, before, after }) => `${label}: ${before ?? '-'} → ${after ?? '-'}`);
const oneOf = (differs: Parameters<typeof member>[1] = {}): ClusterSnapshot =>
  snapshotOf({ members: [member('node-1', differs)] });

it('tells nothing of two that are the same', () => {
  fc.assert(
    fc.property(snapshots, (snapshot) => {
      expect(compare(snapshot, snapshot)).toEqual([]);
      expect(compare(snapshot, structuredClone(snapshot))).toEqual([]);
    }),
  );
});

const strings = fc.constantFrom('', 'a', 'b', 'c, d');
const lxdMembers: fc.Arbitrary<LxdMember> = fc.record({
  server_name: fc.constantFrom('node-1', 'node-2'),
  url: fc.constant('https://node-1.example:8443'),
  database: fc.boolean(),
  status: fc.constantFrom('Online', 'Offline', 'Evacuated'),
  message: strings,
  architecture: strings,
  roles: fc.uniqueArray(fc.constantFrom('database', 'event-hub', 'ovn-chassis')),
  failure_domain: strings,
  description: strings,
  config: fc.dictionary(fc.constantFrom('user.a', 'user.b'), strings),
  groups: fc.uniqueArray(fc.constantFrom('c', 'd', 'c, d')),
});

it('tells every field of LXD’s that differs, and none that does not', () => {
  const canonical = (value: unknown): string =>
    JSON.stringify(Array.isArray(value) ? value.map(String).toSorted() : value);
  fc.assert(
    fc.property(lxdMembers, lxdMembers, (a, b) => {
      const of = (lxd: LxdMember): ClusterSnapshot =>
        snapshotOf({ members: [{ ...member('x'), ...lxd }], leadership: null });
      const paths = compare(of(a), of(b))
        .filter(({ path }) => path[0] === 'members')
        .map(({ path }) => path.slice(2).join(' '));
      const fields = new Map<string, unknown>(Object.entries(b));
      const expected = Object.entries(a).flatMap(([field, value]) =>
        field !== 'config' && canonical(value) !== canonical(fields.get(field)) ? [field] : [],
      );
      const keys = ['user.a', 'user.b'].flatMap((key) =>
        a.config[key] === b.config[key] ? [] : [`config ${key}`],
      );
      expect(paths.toSorted()).toEqual([...expected, ...keys].toSorted());
    }),
  );
});

it('finds who came, left and was renamed', () => {
  const a = snapshotOf({
    members: [online('node-1', ['database-leader', 'database']), online('b'), online('c')],
  });
  const renamed = online('d', undefined, { url: 'https://b.example:8443' });
  const b = snapshotOf({
    members: [online('node-1', ['database-leader', 'database']), renamed, online('e')],
  });
  expect(
    compare(a, b).map(({ path, member: name, before, after }) => [path.join('/'), name, before, after]),
  ).toEqual([
    ['members/d/server_name', 'd', 'b', 'd'],
    ['members/e', 'e', null, 'a member'],
    ['members/c', 'c', 'a member', null],
  ]);
});

describe('a member', () => {
  it('is compared by both witnesses', () => {
    const a = snapshotOf({ members: [online('node-1', ['database-leader', 'database']), online('b')] });
    const b = snapshotOf({ members: [online('node-1', ['database-leader', 'database']), offline('b')] });
    expect(told(a, b).slice(2)).toEqual([
      'status: Online → Offline',
      'message: Fully operational → No heartbeat for 20.465676514s',
      'seen by us: answering → no answer',
      'failure of our probe: - → no answer',
    ]);
  });

  it('whose probe is old is unknown, whatever it said', () => {
    expect(told(oneOf(), oneOf({ probe: answering({ ageMs: 10 * MINUTE }) }))).toContain(
      'seen by us: answering → unknown',
    );
    expect(told(oneOf({ probe: silent() }), oneOf({ probe: silent({}, 'refused') }))).toContain(
      'failure of our probe: no answer → connection refused',
    );
  });

  it('has roles and groups without an order, and config key by key', () => {
    const a = oneOf({ roles: ['database', 'event-hub'], groups: ['a', 'b'], config: { x: '1', y: '2' } });
    const b = oneOf({ roles: ['event-hub', 'database'], groups: ['b', 'a'], config: { y: '3', z: '4' } });
    expect(compare(a, b)).toEqual([
      {
        kind: 'fact',
        path: ['members', 'node-1', 'config', 'x'],
        member: 'node-1',
        label: 'config x',
        before: '1',
        after: null,
      },
      {
        kind: 'fact',
        path: ['members', 'node-1', 'config', 'y'],
        member: 'node-1',
        label: 'config y',
        before: '2',
        after: '3',
      },
      {
        kind: 'fact',
        path: ['members', 'node-1', 'config', 'z'],
        member: 'node-1',
        label: 'config z',
        before: null,
        after: '4',
      },
    ]);
  });

  it('was booted where its uptime says so, and not where a clock was adjusted', () => {
    const [a, b] = [oneOf({ vitals: vitals() }), oneOf({ vitals: vitals({ uptimeS: 60 }) })];
    expect(told(a, b)).toEqual(['host booted: 2026-10-13T03:12:07.000Z → 2026-11-23T03:11:07.000Z']);
    expect(told(a, oneOf({ vitals: vitals({ uptimeS: 41 * 86_400 + 59 }) }))).toEqual([]);
  });
});

describe('numbers', () => {
  const between = (a: Parameters<typeof vitals>[0], b: Parameters<typeof vitals>[0]) =>
    compare(oneOf({ vitals: vitals(a) }), oneOf({ vitals: vitals(b) }));

  it('are told where they moved far', () => {
    const found = between(
      {},
      {
        load: [2.5, 1, 1],
        memory: { totalBytes: 64 * GIB, usedBytes: 32 * GIB, freeBytes: 1 },
        fullestPool: { name: 'local', usedBytes: 250 * GIB, totalBytes: 1000 * GIB },
        instances: {
          running: 1,
          stopped: 1,
          frozen: 0,
          error: 2,
          other: 0,
          containers: 3,
          virtualMachines: 1,
        },
      },
    );
    expect(found.map(({ kind, label, before, after }) => [kind, label, before, after])).toEqual([
      ['number', 'load', '0.50', '2.50'],
      ['number', 'memory used', '25 %', '50 %'],
      ['number', 'fullest pool', 'local, 20 %', 'local, 25 %'],
      ['number', 'instances', '4, 3 running, 1 stopped', '4, 1 running, 1 stopped, 2 error'],
    ]);
    expect(told(oneOf(), oneOf({ probe: { ...answering(), latencyMs: 60 } }))).toEqual([
      'latency: 2.4 ms → 60 ms',
    ]);
  });

  it.each([
    [{}, { load: [2.4, 1, 1] as [number, number, number] }],
    [{}, { load: null, memory: null, fullestPool: null, instances: null }],
    [{}, { fullestPool: { name: 'local', usedBytes: 240 * GIB, totalBytes: 1000 * GIB } }],
    [{}, { memory: { totalBytes: 64 * GIB, usedBytes: null, freeBytes: 1 } }],
  ])('are no news otherwise', (a, b) => {
    expect(between(a, b)).toEqual([]);
  });

  it('are told against a fixed step where the number of CPUs is not known', () => {
    const [a, b] = [
      { cpuThreads: null },
      { cpuThreads: null, load: [2.6, 1, 1] as [number, number, number] },
    ];
    expect(between(a, b).map(({ label }) => label)).toEqual(['load']);
  });
});

describe('the cluster', () => {
  it('is compared part by part', () => {
    const a = snapshotOf();
    const b = snapshotOf({
      cluster: { ...a.cluster, serverVersion: '6.2', answeringMember: 'node-2' },
      leadership: { member: 'node-2', since: { atMs: NOW_MS - DAY, witnessed: true }, previous: 'node-1' },
      parts: { groups: failed('forbidden', 0) },
      // The last has not been asked for yet, which is no difference.
      rings: {
        instances: { ...ring(), status: 'refused' },
        operations: { ...ring(), status: 'pending' },
      },
      certificates: { clientNotAfterMs: null, serverNotAfterMs: NOW_MS + 400 * DAY },
    });
    expect(told(a, b).filter((line) => !line.startsWith('verdict'))).toEqual([
      'server version: 6.1 → 6.2',
      'answered by: node-1 → node-2',
      'leader: node-1 → node-2',
      'list of cluster groups: ok → failed',
      'list of instances: ok → refused',
      'cluster certificate ends: - → 2027-12-28T03:12:07.000Z',
    ]);
  });

  it('is known by another certificate, presents another, and lets us do more', () => {
    const grant = (projects: string[]) => ({ kind: 'restricted' as const, projects, groups: [] });
    const a = snapshotOf({ trust: { pin: PIN, grant: grant([]), others: [] } });
    const changed = snapshotOf({ trust: { ...presentedBy('node-1', 'node-2'), grant: grant(['default']) } });
    const accepted = snapshotOf({ trust: { pin: OTHER_PIN, grant: grant([]), others: [] } });
    const lines = (one: ClusterSnapshot, other: ClusterSnapshot) =>
      told(one, other).filter((line) => line.includes('certificate') && !line.startsWith('verdict'));
    expect(lines(a, changed)).toEqual([
      `presents the certificate: ${PIN} → ${OTHER_PIN}`,
      'our certificate may: restricted, to no project → restricted to default',
    ]);
    expect(lines(changed, accepted)[0]).toBe(`known by the certificate: ${PIN} → ${OTHER_PIN}`);
    expect(lines(snapshotOf(), a)).toEqual([]);
  });

  it('of which the list was old says so', () => {
    const b = snapshotOf({ parts: { members: ok(TOO_OLD_MS) } });
    expect(told(snapshotOf(), b)).toContain('member list: ok → ok, outdated');
  });

  it('has a verdict that is told where it is about something else', () => {
    const row = (forMs: number, name: string): ClusterSnapshot =>
      snapshotOf({
        members: [
          online('node-1', ['database-leader', 'database']),
          ...['node-2', 'node-3'].map((each) => (each === name ? offline(each, forMs) : online(each))),
        ],
      });
    const labels = (a: ClusterSnapshot, b: ClusterSnapshot) =>
      compare(a, b).flatMap(({ path, label }) => (path[0] === 'verdict' ? label : []));
    expect(labels(row(MINUTE, 'node-2'), row(5 * MINUTE, 'node-2'))).toEqual([]);
    expect(labels(row(MINUTE, 'node-2'), row(MINUTE, 'node-3'))).toEqual(['verdict']);
    expect(labels(snapshotOf(), row(MINUTE, 'node-3'))).toEqual(['verdict', 'cluster database']);
  });

  it('has groups, pools and warnings that come, go and change', () => {
    const pool = { name: 'local', driver: 'zfs', remote: false, usedBytes: 10, totalBytes: 100, members: 3 };
    const a = snapshotOf({
      groups: [
        { name: 'default', description: '', members: ['a', 'b'] },
        { name: 'old', description: '', members: [] },
      ],
      pools: [pool],
      warnings: [warning('w'), warning('v')],
    });
    const b = snapshotOf({
      groups: [
        { name: 'default', description: 'all', members: ['b'] },
        { name: 'gpu', description: '', members: [] },
      ],
      pools: [
        { ...pool, driver: 'btrfs', usedBytes: 15 },
        { ...pool, name: 'ceph', driver: null },
      ],
      warnings: [warning('v', { status: 'acknowledged' }), warning('u', { location: '' })],
    });
    expect(told(a, b)).toEqual([
      'members of group default: a, b → b',
      'description of group default:  → all',
      'members of group gpu: - → ',
      'members of group old:  → -',
      'pool local: zfs → btrfs',
      'pool local, used: 10 % → 15 %',
      'pool ceph: - → unknown driver',
      'warning Offline cluster member: low, new: Failed to send heartbeat request → ' +
        'low, acknowledged: Failed to send heartbeat request',
      'warning Offline cluster member: - → low, new: Failed to send heartbeat request',
      'warning Offline cluster member: low, new: Failed to send heartbeat request → -',
    ]);
  });
});
