/** What was seen of every member, the leader and the verdict since the watch began, as stretches of time. */
import { assess } from '../wire/assess.ts';
import { MISSED_BEATS } from '../wire/freshness.ts';
import type { Span, Trails } from '../wire/series.ts';
import type { ClusterSnapshot, Member } from '../wire/snapshot.ts';
import { lxdWord, ourWord } from '../wire/witness.ts';

/** Kept of each trail; the oldest go first, and the trail then begins later. */
const MAX_SPANS = 2000;

/** What a trail says of a stretch, besides when it begins. */
type Word<T extends { fromMs: number }> = Omit<T, 'fromMs'>;

export type TrailRecorder = {
  record(snapshot: ClusterSnapshot): void;
  /** Of all members, or of one; undefined where there is no such member. */
  trails(nowMs: number, member?: string): Trails | undefined;
};

export function createTrails(watchedSinceMs: number): TrailRecorder {
  const members = new Map<string, Span[]>();
  const leaders: Trails['leaders'] = [];
  const levels: Trails['levels'] = [];
  let names: readonly string[] = [];
  let urls = new Map<string, string>();
  let recordedAtMs: number | null = null;

  /** We were not looking: neither witness has said anything. */
  const blind = (fromMs: number): void => {
    for (const name of names) extend(spansOf(name), { fromMs, status: null, ours: 'unknown' });
    extend(leaders, { fromMs, member: null });
    extend(levels, { fromMs, level: 'unknown' });
  };
  const spansOf = (name: string): Span[] => {
    const spans = members.get(name) ?? [];
    members.set(name, spans);
    return spans;
  };
  /** A member that is renamed keeps its past. */
  const follow = (list: readonly Member[]): void => {
    const present = new Set(list.map(({ server_name }) => server_name));
    for (const { server_name, url } of list) {
      const before = urls.get(url);
      if (before === undefined || before === server_name || members.has(server_name) || present.has(before))
        continue;
      members.set(server_name, members.get(before) ?? []);
      members.delete(before);
    }
    for (const name of members.keys()) if (!present.has(name)) members.delete(name);
    names = [...present];
    urls = new Map(list.map(({ server_name, url }) => [url, server_name]));
  };

  return {
    record(snapshot) {
      const { observedAtMs: nowMs, leadership, rollCallIntervalMs } = snapshot;
      // A machine that slept, a process that hung: what went on meanwhile is not known.
      const longestMs = 2 * MISSED_BEATS * rollCallIntervalMs;
      if (recordedAtMs !== null && nowMs - recordedAtMs > longestMs) blind(recordedAtMs + longestMs / 2);
      recordedAtMs = nowMs;
      follow(snapshot.members);
      for (const member of snapshot.members) {
        const lxd = lxdWord(member, snapshot, nowMs);
        const { state } = ourWord(member.probe, snapshot, nowMs);
        extend(spansOf(member.server_name), {
          fromMs: nowMs,
          status: lxd.stale ? null : lxd.word,
          ours: state,
        });
      }
      extend(leaders, { fromMs: nowMs, member: leadership?.member ?? null });
      extend(levels, { fromMs: nowMs, level: assess(snapshot, nowMs).level });
    },
    trails(nowMs, member) {
      if (member !== undefined && !members.has(member)) return undefined;
      const wanted = member === undefined ? names : [member];
      return {
        nowMs,
        fromMs: watchedSinceMs,
        toMs: nowMs,
        firstMs: watchedSinceMs,
        blind: [],
        members: Object.fromEntries(wanted.map((name) => [name, members.get(name) ?? []])),
        leaders,
        levels,
      };
    },
  };
}

/** Adds a stretch, unless it says what the last one says. */
function extend<T extends { fromMs: number }>(spans: T[], next: T): void {
  const last = spans.at(-1);
  if (last !== undefined && JSON.stringify(wordOf(last)) === JSON.stringify(wordOf(next))) return;
  spans.push(next);
  if (spans.length > MAX_SPANS) spans.shift();
}

function wordOf<T extends { fromMs: number }>(span: T): Word<T> {
  const { fromMs: _fromMs, ...word } = span;
  return word;
}
