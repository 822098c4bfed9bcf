/** Rules about what we can read of the cluster at all, and for how much longer we may. */
import { formatDuration } from '../duration.ts';
import { isFresh } from '../freshness.ts';
import type { ClusterSnapshot } from '../snapshot.ts';
import { databaseFails, listStands, somebodyAnswers } from '../standing.ts';
import { changedCertificate, shortFingerprint } from '../trust.ts';
import type { Reason, ReasonCode } from '../verdict.ts';
import { failureWord } from '../witness.ts';
import { about, type Rule } from './scene.ts';

const DAY_MS = 86_400_000;
/** How long (ms) before its end a certificate becomes a notice, and then trouble. */
/** So long before its end a certificate is talked about. */
export const CERTIFICATE_NOTICE_MS = 30 * DAY_MS;
const CERTIFICATE_TROUBLE_MS = 7 * DAY_MS;

/** There is no member list that stands, and the cluster database alone does not explain it. */
export const outOfReach: Rule = ({ snapshot, quorum, nowMs, product }) => {
  if (listStands(snapshot, nowMs)) return snapshot.members.length === 0 ? [emptyList(product)] : [];
  if (databaseFails(snapshot, nowMs) && quorum.voters > 0) return [];
  const { members, server } = snapshot.parts;
  const failure = members.failure ?? server.failure;
  const unknown = (code: ReasonCode, text: string, sinceMs = members.observedAtMs): Reason[] => [
    about(code, 'unknown', [], text, sinceMs),
  ];
  if (failure === null && members.status === 'pending') {
    return unknown('waiting', 'Waiting for the first answer of the cluster.');
  }
  switch (failure?.kind) {
    case 'pin-mismatch':
      return [anotherCertificate(snapshot, 'unknown', members.observedAtMs)];
    case 'untrusted':
      return unknown('not-trusted', 'The cluster does not trust our client certificate.');
    case 'forbidden':
      return unknown('not-trusted', 'Our client certificate may not read the member list.');
    case 'not-clustered':
      return unknown('not-clustered', 'The server answers but is not part of a cluster.');
    default:
      break;
  }
  if (somebodyAnswers(snapshot, nowMs)) return unknown('list-failing', listFailingText(snapshot, nowMs));
  const heardMs = lastHeardMs(snapshot);
  return unknown('unreachable', unreachableText(snapshot, heardMs, nowMs), heardMs);
};

/**
 * The members present another certificate than the pinned one, as after `lxc cluster update-certificate`, and the list still
 * stands: connections from before go on, and nothing is sent by new ones.
 */
export const changedUnderneath: Rule = ({ snapshot, nowMs }) =>
  changedCertificate(snapshot) === null || !listStands(snapshot, nowMs)
    ? []
    : [anotherCertificate(snapshot, 'degraded', null)];

function anotherCertificate(
  snapshot: ClusterSnapshot,
  level: 'degraded' | 'unknown',
  sinceMs: number | null,
): Reason {
  const { pin } = snapshot.trust;
  const changed = changedCertificate(snapshot);
  const which =
    changed === null || pin === null
      ? 'than the pinned one'
      : `(${shortFingerprint(changed.fingerprint)}) than the pinned one (${shortFingerprint(pin)})`;
  const all = changed !== null && snapshot.members.length > 0;
  const who = all ? 'The members present' : 'The server presents';
  const so =
    level === 'degraded'
      ? 'only connections from before go on'
      : `so ${all ? 'they are' : 'it is'} asked nothing`;
  const text = `${who} another certificate ${which}${level === 'degraded' ? ';' : ','} ${so}.`;
  return about('certificate-mismatch', level, [], text, changed?.sinceMs ?? sinceMs);
}

/** The list was read just now, and since when it has been empty nobody wrote down. */
const emptyList = (product: string): Reason =>
  about('list-failing', 'unknown', [], `${product} lists no members at all.`);

function listFailingText(snapshot: ClusterSnapshot, nowMs: number): string {
  const { observedAtMs, failure } = snapshot.parts.members;
  const why = failure === null ? '' : `: ${failureWord(failure.kind)}`;
  if (observedAtMs === null) return `The member list has never been read${why}.`;
  return `The member list has not been read for ${formatDuration(nowMs - observedAtMs)}${why}.`;
}

/** When anything of this cluster last answered (ms UTC); null: never. A member was last heard just before it fell silent. */
function lastHeardMs({ parts, members }: ClusterSnapshot): number | null {
  const times = [parts.members.observedAtMs, parts.server.observedAtMs].filter((time) => time !== null);
  for (const { probe } of members) {
    if (probe.state === 'answering' && probe.observedAtMs !== null) times.push(probe.observedAtMs);
    if (probe.state === 'silent' && probe.since.witnessed) times.push(probe.since.atMs);
  }
  return times.length === 0 ? null : Math.max(...times);
}

function unreachableText(snapshot: ClusterSnapshot, heardMs: number | null, nowMs: number): string {
  if (heardMs === null) return 'No member of the cluster answers.';
  const age = formatDuration(nowMs - heardMs);
  // An old snapshot only says that we heard nothing, not that the members said nothing.
  return isFresh(snapshot, snapshot, nowMs)
    ? `No member of the cluster has answered for ${age}.`
    : `Nothing has been heard of the cluster for ${age}.`;
}

export const certificates: Rule = ({ snapshot, nowMs }) => {
  const { clientNotAfterMs, serverNotAfterMs } = snapshot.certificates;
  const rows: [string, number | null][] = [
    ['Our client certificate', clientNotAfterMs],
    ['The cluster certificate', serverNotAfterMs],
  ];
  return rows.flatMap(([name, notAfterMs]) => {
    if (notAfterMs === null || notAfterMs - nowMs > CERTIFICATE_NOTICE_MS) return [];
    const left = notAfterMs - nowMs;
    const text =
      left > 0
        ? `${name} expires in ${formatDuration(left)}.`
        : `${name} expired ${formatDuration(-left)} ago.`;
    return [
      about(
        'certificate-expiring',
        left > CERTIFICATE_TROUBLE_MS ? 'notice' : 'degraded',
        [],
        text,
        notAfterMs,
      ),
    ];
  });
};

/** Only while the rest can be read: otherwise it is a small part of a greater trouble. */
export const groupsFailing: Rule = ({ snapshot, nowMs }) => {
  const part = snapshot.parts.groups;
  if (part.status !== 'failed' || part.failure === null || isFresh(part, snapshot, nowMs)) return [];
  if (!listStands(snapshot, nowMs) || databaseFails(snapshot, nowMs)) return [];
  const text = `Cluster groups could not be read: ${failureWord(part.failure.kind)}.`;
  return [about('groups-failing', 'notice', [], text, part.failingSinceMs)];
};
