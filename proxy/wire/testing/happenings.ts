/** Changes, occurrences and notes for tests, built from what matters in each. */
import type { RecordedChange } from '../change.ts';
import type { Note } from '../history.ts';
import type { Occurrence } from '../occurrence.ts';
import { lifecycle, operation, warning } from './scenes.ts';

export const change = (atMs: number, differs: Partial<RecordedChange> = {}): RecordedChange => ({
  id: atMs,
  atMs,
  kind: 'status',
  member: 'node-1',
  before: 'Online',
  after: 'Offline',
  note: null,
  sinceMs: null,
  ...differs,
});

export const turned = (atMs: number, before: string, after: string, member = 'node-1'): RecordedChange =>
  change(atMs, { before, after, member });

export const operationEnded = (
  atMs: number,
  status_code = 200,
  description = 'Creating instance',
): Occurrence => ({
  id: atMs,
  atMs,
  member: 'node-1',
  kind: 'operation',
  operation: operation('op', { status_code, description }),
});

export const warned = (atMs: number, phase: 'began' | 'ended'): Occurrence => ({
  id: atMs,
  atMs,
  member: 'node-2',
  kind: 'warning',
  phase,
  warning: warning('w'),
});

export const happened = (atMs: number): Occurrence => {
  const { id: _id, ...event } = lifecycle(1, { atMs });
  return { id: atMs, atMs, member: 'node-1', kind: 'lifecycle', event };
};

export const note = (fromMs: number, toMs: number | null, differs: Partial<Note> = {}): Note => ({
  id: 1,
  revision: 1,
  fromMs,
  toMs,
  text: 'Somebody pulled the wrong cable.',
  author: null,
  createdAtMs: fromMs,
  editedAtMs: fromMs,
  deleted: false,
  ...differs,
});
