/** Small batches for tests of stores. */
import type { RecordedChange } from '../../wire/change.ts';
import type { Batch, Fact, Json, KeptDisplay, NewOccurrence, Sample } from '../store.ts';

/** The beginning of a day, UTC. */
export const DAY_0 = Date.UTC(2026, 0, 1);
export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

export const batch = (seq: number, atMs: number, more: Partial<Batch> = {}): Batch => ({
  cluster: 'prod',
  run: 'first',
  seq,
  atMs,
  facts: [],
  changes: [],
  occurrences: [],
  samples: [],
  ...more,
});

/** A link for a wall that nobody has used. */
export const DISPLAY: KeptDisplay = {
  id: 'hall',
  name: 'Hall',
  clusters: 'all',
  tokenSha256: 'digest',
  madeAtMs: DAY_0,
  madeBy: 'ana',
  firstUsedAtMs: null,
  lastSeenAtMs: null,
  revokedAtMs: null,
};

export const fact = (name: string, fromMs: number, value: Json, kind = 'member'): Fact => ({
  kind,
  name,
  fromMs,
  value,
});

export const change = (id: number, atMs: number, more: Partial<RecordedChange> = {}): RecordedChange => ({
  id,
  atMs,
  kind: 'status',
  member: 'node-1',
  before: 'Online',
  after: 'Offline',
  note: null,
  sinceMs: null,
  ...more,
});

export const lifecycle = (
  atMs: number,
  subject: string,
  member: string | null = 'node-1',
): NewOccurrence => ({
  atMs,
  member,
  kind: 'lifecycle',
  event: {
    atMs,
    action: 'instance-started',
    source: `/1.0/instances/${subject}`,
    subject,
    project: 'default',
    location: member,
    requestor: null,
  },
});

export const operationEnded = (atMs: number, createdAtMs: number | null, id = 'one'): NewOccurrence => ({
  atMs,
  member: 'node-1',
  kind: 'operation',
  operation: {
    id,
    class: 'task',
    description: 'Creating instance',
    status: 'Success',
    status_code: 200,
    location: 'node-1',
    may_cancel: false,
    err: '',
    createdAtMs,
    updatedAtMs: atMs,
    progress: null,
    subjects: ['/1.0/instances/web-1'],
    requestor: null,
  },
});

export const warningBegan = (atMs: number, type: string): NewOccurrence => ({
  atMs,
  member: null,
  kind: 'warning',
  phase: 'began',
  warning: {
    uuid: 'a-uuid',
    location: 'node-2',
    project: '',
    type,
    severity: 'high',
    status: 'new',
    count: 1,
    last_message: 'no heartbeat',
    entity_url: '',
    firstSeenAtMs: atMs,
    lastSeenAtMs: atMs,
  },
});

export const sample = (atMs: number, more: Partial<Sample> = {}): Sample => ({
  member: 'node-1',
  metric: 'load1',
  atMs,
  count: 1,
  min: 10,
  sum: 10,
  max: 10,
  ...more,
});
