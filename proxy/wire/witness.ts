/** The two witnesses of a member in words: what LXD says, what we see, and what the two mean together. */
import { formatDuration } from './duration.ts';
import { isFresh, isProbeFresh } from './freshness.ts';
import type { ClusterIdentity, FailureKind, Member, Probe, SnapshotFrame } from './snapshot.ts';

/** The server's name in sentences: the two products are not each other. LXD until we know. */
export const productName = ({ product }: Pick<ClusterIdentity, 'product'>): string =>
  product === 'incus' ? 'Incus' : 'LXD';

/** The form a status is drawn in; the word beside it is LXD's own. */
export type Shape = 'online' | 'offline' | 'evacuated' | 'attention' | 'unknown';

/** What LXD says of a member now. `stale`: its word is too old to stand, so the word is Unknown. */
export type LxdWord = { word: string; shape: Shape; stale: boolean };

const SHAPES: ReadonlyMap<string, Shape> = new Map([
  ['Online', 'online'],
  ['Offline', 'offline'],
  ['Evacuated', 'evacuated'],
  ['Evacuating', 'evacuated'],
  ['Restoring', 'evacuated'],
]);

/** The shape of a status of LXD's. A status we do not know asks for attention, in its own words. */
export const shapeOf = (status: string): Shape => SHAPES.get(status) ?? 'attention';

export function lxdWord(member: Member, frame: SnapshotFrame, nowMs: number): LxdWord {
  if (!isFresh(frame.parts.members, frame, nowMs)) return { word: 'Unknown', shape: 'unknown', stale: true };
  return { word: member.status, shape: shapeOf(member.status), stale: false };
}

/** What we see of a member now. */
export type OurWord = { state: Probe['state'] | 'unknown'; word: string };

/** Each stands alone in a cell, and after a colon in a sentence. */
const FAILURE_WORDS: Readonly<Record<FailureKind, string>> = {
  refused: 'connection refused',
  unreachable: 'network unreachable',
  dns: 'name not found',
  timeout: 'no answer',
  'tls-timeout': 'no answer, TLS never finishes',
  reset: 'connection broken',
  'pin-mismatch': 'not the pinned certificate',
  untrusted: 'our certificate is not trusted',
  forbidden: 'our certificate is refused',
  'not-found': 'no cluster API there',
  'not-implemented': 'not offered by this server',
  'not-clustered': 'not part of a cluster',
  'other-member': 'another member answers there',
  'lxd-error': 'the server answers with an error',
  garbage: 'unreadable answer',
  blocked: 'the server keeps us waiting',
  'stale-view': 'outdated view',
};

/** A failure in the words of the page. */
export const failureWord = (kind: FailureKind): string => FAILURE_WORDS[kind];

export function ourWord(probe: Probe, frame: SnapshotFrame, nowMs: number): OurWord {
  const pending = probe.state === 'pending';
  // A probe that is awaited for longer than an answer may be old is no better than an old one.
  const dated = pending ? { observedAtMs: probe.since.atMs } : probe;
  if (!isProbeFresh(dated, frame, nowMs)) return { state: 'unknown', word: 'unknown' };
  if (pending) return { state: 'pending', word: 'not probed yet' };
  if (probe.state === 'answering') return { state: 'answering', word: formatLatency(probe.latencyMs) };
  return { state: probe.state, word: probe.failure === null ? 'no answer' : failureWord(probe.failure.kind) };
}

/** A latency (ms) with the digits that a probe over TCP can honestly give: `0.8 ms`, `12 ms`, `1.4 s`. */
export function formatLatency(ms: number | null): string {
  if (ms === null) return 'answering';
  if (ms < 9.95) return `${ms.toFixed(1)} ms`;
  return ms < 999.5 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}

/**
 * What the two witnesses mean together, where they disagree or hide something; null where they agree.
 * Evacuated is reported before Offline, so only our own probe tells a dead evacuated member from a living one.
 */
export function contradiction(member: Member, frame: SnapshotFrame, nowMs: number): string | null {
  const lxd = lxdWord(member, frame, nowMs);
  const ours = ourWord(member.probe, frame, nowMs);
  if (lxd.stale || ours.state === 'unknown' || ours.state === 'pending') return null;
  const says = `${productName(frame.cluster)} says ${lxd.word}`;
  if (ours.state === 'wrong') return `${says}; it does not answer us as it should: ${ours.word}.`;
  if (ours.state === 'answering') {
    if (lxd.shape !== 'offline') return null;
    return `${says}, but it answers us: its heartbeats do not arrive, or a clock is wrong.`;
  }
  if (lxd.shape === 'offline') return null;
  const { atMs, witnessed } = member.probe.since;
  const lasting = `${witnessed ? '' : 'at least '}${formatDuration(nowMs - atMs)}`;
  return `${says}; no answer to us for ${lasting} (${ours.word}).`;
}

/** How much a member needs somebody's eyes now; higher is worse. For sorting worst first. */
export const trouble = (member: Member, frame: SnapshotFrame, nowMs: number): number =>
  troubleOf(lxdWord(member, frame, nowMs).shape, ourWord(member.probe, frame, nowMs).state);

const TROUBLE_BY_LXD: Readonly<Record<Shape, number>> = {
  offline: 50,
  attention: 30,
  unknown: 20,
  evacuated: 10,
  online: 0,
};
const TROUBLE_BY_US: Readonly<Record<OurWord['state'], number>> = {
  wrong: 45,
  silent: 40,
  unknown: 5,
  pending: 0,
  answering: 0,
};

/** The same by what the two witnesses say, whenever that was. */
export const troubleOf = (lxd: Shape, ours: OurWord['state']): number =>
  TROUBLE_BY_LXD[lxd] + TROUBLE_BY_US[ours];
