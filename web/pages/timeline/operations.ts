/** Operations as stretches of time: from when they were asked for until they ended. Pure. */
import type { Occurrence } from '~wire/occurrence.ts';
import { type Operation, isFinal } from '~wire/operation.ts';
import type { Happening } from './happening.ts';

const FAILURE = 400;
const SUCCESS = 200;

/** Those that ended, by the record, and those of now: the latest word on each is what counts. */
export function operationSpans(
  occurrences: readonly Occurrence[],
  present: readonly Operation[],
): Happening[] {
  const told = occurrences.flatMap((occurrence) =>
    occurrence.kind === 'operation' ? [toSpan(occurrence.operation, occurrence.atMs, occurrence.member)] : [],
  );
  const now = present.map((operation) =>
    toSpan(
      operation,
      isFinal(operation) ? (operation.updatedAtMs ?? operation.createdAtMs) : null,
      operation.location === '' ? null : operation.location,
    ),
  );
  return [...now, ...told].filter((span) => span !== null);
}

/** `endMs` null: it is under way. Null: nobody says when it was. */
function toSpan(operation: Operation, endMs: number | null, member: string | null): Happening | null {
  const atMs = operation.createdAtMs ?? endMs;
  if (atMs === null) return null;
  const { id, requestor, status_code: code } = operation;
  return {
    key: `operation-${id}`,
    kind: 'operations',
    atMs,
    endMs: endMs === null ? null : Math.max(endMs, atMs),
    sinceMs: null,
    member,
    text: words(operation),
    by: requestor,
    shape: code === FAILURE ? 'offline' : code > SUCCESS ? 'attention' : null,
  };
}

/** `Creating instance web-1: Failure, no space left`. How it went is said where it did not go well. */
function words({ description, subjects, status, status_code: code, err }: Operation): string {
  const names = subjects.flatMap((path) => path.split('/').at(-1) ?? []);
  const what = [description, ...names.map(decoded)].join(' ');
  if (code < SUCCESS) return `${what} (under way)`;
  return code === SUCCESS ? what : `${what}: ${[status, err].filter((part) => part !== '').join(', ')}`;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
