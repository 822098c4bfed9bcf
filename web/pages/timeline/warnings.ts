/** Warnings as stretches of time: from when they came until they went. Pure. */
import type { Occurrence } from '~wire/occurrence.ts';
import type { Warning } from '~wire/warning.ts';
import type { Happening } from './happening.ts';

type Told = Extract<Occurrence, { kind: 'warning' }>;

/** What began is taken to go on until its end is told of; what is there now and was not told of has been since it was first seen. */
export function warningSpans(occurrences: readonly Occurrence[], present: readonly Warning[]): Happening[] {
  const told = occurrences
    .flatMap((occurrence): Told[] => (occurrence.kind === 'warning' ? [occurrence] : []))
    .toSorted((a, b) => a.atMs - b.atMs || a.id - b.id);
  const open = new Map<string, Happening>();
  const spans: Happening[] = [];
  for (const { phase, atMs, member, warning } of told) {
    const begun = open.get(warning.uuid);
    if (phase === 'began' && begun === undefined) {
      const span = toSpan(warning, atMs, member);
      open.set(warning.uuid, span);
      spans.push(span);
    } else if (phase === 'ended') {
      const span = begun ?? toSpan(warning, Math.min(warning.firstSeenAtMs ?? atMs, atMs), member);
      if (begun === undefined) spans.push(span);
      span.endMs = atMs;
      open.delete(warning.uuid);
    }
  }
  for (const warning of present) {
    if (open.has(warning.uuid) || warning.firstSeenAtMs === null) continue;
    spans.push(toSpan(warning, warning.firstSeenAtMs, warning.location === '' ? null : warning.location));
  }
  return spans;
}

const toSpan = (warning: Warning, atMs: number, member: string | null): Happening => ({
  key: `warning-${warning.uuid}-${atMs}`,
  kind: 'warnings',
  atMs,
  endMs: null,
  sinceMs: null,
  member,
  text: [warning.type, warning.last_message].filter((part) => part !== '').join(': '),
  by: null,
  shape: 'attention',
});
