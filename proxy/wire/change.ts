/** One thing that became different between two roll calls, and how it is told. */
import * as z from 'zod/mini';
import { shortFingerprint } from './trust.ts';

export const ChangeKind = z.enum([
  'member-added',
  'member-removed',
  'member-renamed',
  'status',
  'message',
  'answering',
  'roles',
  'leader',
  'groups',
  'failure-domain',
  'description',
  'config',
  'architecture',
  'url',
  'version',
  'cluster-groups',
  'part',
  'certificate',
  'pin',
  'verdict',
]);
export type ChangeKind = z.infer<typeof ChangeKind>;

/** Values are words for people: a status, a list of roles, a level. Null: there was none, or there is none now. */
export const Change = z.object({
  atMs: z.number(),
  kind: ChangeKind,
  /** The member it is about (by its name after the change); null: the cluster. */
  member: z.nullable(z.string()),
  before: z.nullable(z.string()),
  after: z.nullable(z.string()),
  /** Evidence in the server's or the probe's own words, such as LXD's `message`. */
  note: z.nullable(z.string()),
  /**
   * Null: it was seen as it happened, at `atMs`. Otherwise nobody was looking from then on, and it was found at `atMs`: it
   * happened at some time in between.
   */
  sinceMs: z.nullable(z.number()),
});
export type Change = z.infer<typeof Change>;

/** A change as the proxy recorded it; `id` rises, also from one run of the proxy to the next. */
export const RecordedChange = z.extend(Change, { id: z.number() });
export type RecordedChange = z.infer<typeof RecordedChange>;

/** How many changes a view holds. */
export const MAX_CHANGES = 200;

const or = (value: string | null, otherwise: string): string =>
  value === null || value === '' ? otherwise : value;

const shortStep = (before: string | null, after: string | null): string =>
  `${shortFingerprint(or(before, '?'))} → ${shortFingerprint(or(after, '?'))}`;

/** What happened, as a short phrase that follows the member's name: `Online → Offline`. */
export function describeChange({ kind, before, after }: Change): string {
  const step = `${or(before, 'none')} → ${or(after, 'none')}`;
  switch (kind) {
    case 'member-added':
      return 'joined the cluster';
    case 'member-removed':
      return 'left the cluster';
    case 'member-renamed':
      return `renamed from ${or(before, '?')}`;
    case 'status':
      return step;
    case 'message':
      return `says ${or(after, 'nothing')}`;
    case 'answering':
      return answeringPhrase(after);
    case 'leader':
      return before === null ? 'leads the cluster database' : `took over as leader from ${before}`;
    case 'verdict':
      return `verdict ${step}`;
    case 'certificate':
      return `presents another certificate: ${shortStep(before, after)}`;
    case 'pin':
      return `known by another certificate from now on: ${shortStep(before, after)}`;
    case 'part':
      return `${or(before, '?')}: ${or(after, '?')}`;
    default:
      return `${kind.replaceAll('-', ' ')} ${step}`;
  }
}

function answeringPhrase(after: string | null): string {
  if (after === 'answering') return 'answers us';
  return after === 'wrong' ? 'does not answer us as it should' : 'stopped answering us';
}
