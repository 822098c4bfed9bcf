/** Snapshots for tests, built from what matters in each: everything not said is well, and was seen at `NOW_MS`. */
import type { ClusterSnapshot, FailureKind, Member, PartState, Probe, RingState } from '../snapshot.ts';
import type { RecordedEvent } from '../event.ts';
import type { Operation } from '../operation.ts';
import { NO_TRUST, type Trust } from '../trust.ts';
import { NO_VITALS, type Vitals } from '../vitals.ts';
import type { Warning } from '../warning.ts';

/** What the members of this name present in place of the pinned certificate. */
export const presentedBy = (...by: string[]): Trust => ({
  pin: PIN,
  grant: null,
  others: [{ fingerprint: OTHER_PIN, notAfterMs: null, by, sinceMs: NOW_MS - MINUTE }],
});
export const PIN = `aaaaaaaaaaaa${'0'.repeat(52)}`;
export const OTHER_PIN = `bbbbbbbbbbbb${'0'.repeat(52)}`;

/** The moment at which scenes are judged. */
export const NOW_MS = Date.UTC(2026, 10, 23, 3, 12, 7);
export const BEAT_MS = 2000;
export const SECOND = 1000;
export const MINUTE = 60_000;
export const DAY = 86_400_000;

/** The oldest age (ms) that still counts as live. */
export const STILL_FRESH_MS = 3 * BEAT_MS;
export const TOO_OLD_MS = STILL_FRESH_MS + 1;

/** How long ago scenes began, unless they say otherwise. */
const LONG_AGO_MS = NOW_MS - DAY;

const failureOf = (kind: FailureKind) => ({ kind, message: `${kind} happened` });

export const ok = (ageMs = 0): PartState => ({
  status: 'ok',
  failure: null,
  observedAtMs: NOW_MS - ageMs,
  failingSinceMs: null,
});

export const pendingPart: PartState = {
  status: 'pending',
  failure: null,
  observedAtMs: null,
  failingSinceMs: null,
};

/** A part that has failed since its value grew old, or for `forMs`; `ageMs` null: it never had a value. */
export const failed = (kind: FailureKind, ageMs: number | null, forMs = ageMs ?? 0): PartState => ({
  status: 'failed',
  failure: failureOf(kind),
  observedAtMs: ageMs === null ? null : NOW_MS - ageMs,
  failingSinceMs: NOW_MS - forMs,
});

/** Since when a probe has its state, and when it was last seen so: both as ages in ms. */
type Ages = { forMs?: number; ageMs?: number; witnessed?: boolean };

const probeOf = (state: Probe['state'], { forMs = DAY, ageMs = 0, witnessed = true }: Ages): Probe => ({
  state,
  latencyMs: null,
  version: '6.1',
  failure: null,
  observedAtMs: NOW_MS - ageMs,
  since: { atMs: NOW_MS - forMs, witnessed },
});

export const answering = (ages: Ages = {}): Probe => ({ ...probeOf('answering', ages), latencyMs: 2.4 });
export const silent = (ages: Ages = {}, kind: FailureKind = 'timeout'): Probe => ({
  ...probeOf('silent', ages),
  failure: failureOf(kind),
});
export const wrong = (kind: FailureKind, ages: Ages = {}): Probe => ({
  ...probeOf('wrong', ages),
  failure: failureOf(kind),
});
export const notProbed = (forMs = 0): Probe => ({
  ...probeOf('pending', { forMs, witnessed: false }),
  version: null,
  observedAtMs: null,
});

export const GIB = 2 ** 30;

/** The numbers of a member that is well and little used, read at `NOW_MS`. */
export const vitals = (differs: Partial<Vitals> = {}): Vitals => ({
  stateAtMs: NOW_MS,
  load: [0.5, 0.4, 0.3],
  uptimeS: 41 * 86_400,
  resourcesAtMs: NOW_MS,
  cpuThreads: 8,
  memory: { totalBytes: 64 * GIB, usedBytes: 16 * GIB, freeBytes: 40 * GIB },
  poolsAtMs: NOW_MS,
  fullestPool: { name: 'local', usedBytes: 200 * GIB, totalBytes: 1000 * GIB },
  instances: { running: 3, stopped: 1, frozen: 0, error: 0, other: 0, containers: 3, virtualMachines: 1 },
  ...differs,
});

export const operation = (id: string, differs: Partial<Operation> = {}): Operation => ({
  id,
  class: 'task',
  description: 'Creating instance',
  status: 'Running',
  status_code: 103,
  location: 'node-1',
  may_cancel: false,
  err: '',
  createdAtMs: NOW_MS - MINUTE,
  updatedAtMs: NOW_MS - SECOND,
  progress: null,
  subjects: ['/1.0/instances/web-1'],
  requestor: null,
  ...differs,
});

export const warning = (uuid: string, differs: Partial<Warning> = {}): Warning => ({
  uuid,
  location: 'node-1',
  project: '',
  type: 'Offline cluster member',
  severity: 'low',
  status: 'new',
  count: 1,
  last_message: 'Failed to send heartbeat request',
  entity_url: '',
  firstSeenAtMs: NOW_MS - MINUTE,
  lastSeenAtMs: NOW_MS,
  ...differs,
});

export const lifecycle = (id: number, differs: Partial<RecordedEvent> = {}): RecordedEvent => ({
  id,
  atMs: NOW_MS + id,
  action: 'instance-started',
  source: '/1.0/instances/web-1',
  subject: 'web-1',
  project: 'default',
  location: 'node-1',
  requestor: { username: 'ops', protocol: 'tls', address: '10.0.0.9' },
  ...differs,
});

/** A member with any status; a voter unless `roles` say otherwise. */
export function member(name: string, differs: Partial<Member> = {}): Member {
  const { roles = ['database'] } = differs;
  return {
    server_name: name,
    url: `https://${name}.example:8443`,
    database: roles.some((role) => role.startsWith('database')),
    status: 'Online',
    message: 'Fully operational',
    architecture: 'x86_64',
    roles,
    failure_domain: 'default',
    description: '',
    config: {},
    groups: ['default'],
    statusSince: { atMs: LONG_AGO_MS, witnessed: true },
    probe: answering(),
    vitals: NO_VITALS,
    ...differs,
  };
}

export const online = (name: string, roles?: string[], differs: Partial<Member> = {}): Member =>
  member(name, roles === undefined ? differs : { ...differs, roles });

/** The status another one than Online, for `forMs`, seen to begin. */
const turned = (
  name: string,
  status: string,
  message: string,
  forMs: number,
  differs: Partial<Member>,
): Member =>
  member(name, { status, message, statusSince: { atMs: NOW_MS - forMs, witnessed: true }, ...differs });

export const offline = (name: string, forMs = 4 * MINUTE, differs: Partial<Member> = {}): Member =>
  turned(name, 'Offline', 'No heartbeat for 20.465676514s', forMs, { probe: silent({ forMs }), ...differs });

export const evacuated = (name: string, forMs = 4 * MINUTE, differs: Partial<Member> = {}): Member =>
  turned(name, 'Evacuated', 'Unavailable due to maintenance', forMs, differs);

export const blocked = (name: string, message: string, differs: Partial<Member> = {}): Member =>
  turned(name, 'Blocked', message, 4 * MINUTE, differs);

/** Three members that are well: the leader and two more voters. */
export const threeWell = (): Member[] => [
  online('node-1', ['database-leader', 'database']),
  online('node-2'),
  online('node-3'),
];

/** `node-1` (leader) to `node-N`, all of them voters: every one as `make` has it, by its number from 1. */
export const memberRow = (count: number, make: (name: string, number: number) => Member): Member[] =>
  Array.from({ length: count }, (_, index) => make(`node-${index + 1}`, index + 1));

/** A ring that was heard, `ageMs` ago, and is asked every 10 s. */
export const ring = (ageMs = 0): RingState => ({ ...ok(ageMs), everyMs: 10 * SECOND });

type Parts = Partial<ClusterSnapshot['parts']>;
type Rings = Partial<ClusterSnapshot['rings']>;
/** What of a snapshot is not as in every other scene. */
export type SceneDiffers = Partial<Omit<ClusterSnapshot, 'parts' | 'rings'>> & {
  parts?: Parts;
  rings?: Rings;
};

/** A snapshot of these members, in which everything else is well. */
export function snapshotOf({ parts = {}, rings = {}, ...differs }: SceneDiffers = {}): ClusterSnapshot {
  return {
    cluster: {
      key: 'prod',
      name: 'prod',
      demo: false,
      product: 'lxd',
      serverVersion: '6.1',
      answeringMember: 'node-1',
      clustered: true,
    },
    observedAtMs: NOW_MS,
    watchedSinceMs: LONG_AGO_MS,
    rollCallIntervalMs: BEAT_MS,
    probeIntervalMs: BEAT_MS,
    parts: { server: ok(), cluster: ok(), members: ok(), groups: ok(), ...parts },
    rings: {
      state: ring(),
      resources: ring(),
      pools: ring(),
      instances: ring(),
      operations: ring(),
      warnings: ring(),
      events: ring(),
      ...rings,
    },
    groups: [{ name: 'default', description: '', members: [] }],
    pools: [],
    leadership: { member: 'node-1', since: { atMs: LONG_AGO_MS, witnessed: false }, previous: null },
    recording: { state: 'recording', sinceMs: null, reason: null, firstMs: null },
    certificates: { clientNotAfterMs: null, serverNotAfterMs: null },
    trust: NO_TRUST,
    members: threeWell(),
    operations: [],
    warnings: [],
    ...differs,
  };
}
