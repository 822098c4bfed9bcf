/** Which of what the cluster does and warns of is about one member. Pure. */
import type { RecordedChange } from '~wire/change.ts';
import type { Operation } from '~wire/operation.ts';
import type { Warning } from '~wire/warning.ts';

const memberPath = (name: string): string => `/1.0/cluster/members/${encodeURIComponent(name)}`;

/** It runs there, or does something to the member. */
export const operationsOn = (operations: readonly Operation[], name: string): Operation[] =>
  operations.filter(({ location, subjects }) => location === name || subjects.includes(memberPath(name)));

/** The member noticed it, or is what it is about. */
export const warningsOn = (warnings: readonly Warning[], name: string): Warning[] =>
  warnings.filter(({ location, entity_url }) => location === name || entity_url === memberPath(name));

/** What changed of the member, and whom it took over from or handed over to. */
export const changesOf = (changes: readonly RecordedChange[], name: string): RecordedChange[] =>
  changes.filter(({ kind, member, before }) => member === name || (kind === 'leader' && before === name));
