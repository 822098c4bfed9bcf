/** What a stretch of time comes to, in a few lines: who was away and for how long, who led, what was done. Pure. */
import { type ChangeKind, type RecordedChange, describeChange } from './change.ts';
import { formatMeasured } from './duration.ts';
import type { Note } from './history.ts';
import { BLIND_CAUSE_WORDS } from './moment.ts';
import type { Occurrence } from './occurrence.ts';
import type { Trails } from './series.ts';
import { type Stretch, blindSpots, stretchesOf } from './stretches.ts';
import { shapeOf } from './witness.ts';

/** All that is known of a range. What lies outside of it does no harm. */
export type Happenings = {
  trails: Trails;
  changes: readonly RecordedChange[];
  occurrences: readonly Occurrence[];
  notes: readonly Note[];
};

export type LineKind =
  | 'critical'
  | 'degraded'
  | 'unknown'
  | 'offline'
  | 'evacuated'
  | 'status'
  | 'silent'
  | 'wrong'
  | 'blind'
  | 'unrecorded'
  | 'leader'
  | 'evacuations'
  | 'restores'
  | 'joined'
  | 'left'
  | 'renamed'
  | 'changed'
  | 'failed-operations'
  | 'operations'
  | 'warnings'
  | 'events'
  | 'notes';

/** `members`: those it is about, by name. `ms`: for how long within the range; null: it took no time. */
export type Line = { kind: LineKind; text: string; members: string[]; count: number; ms: number | null };

/** The most important first. Empty: nothing happened, and somebody looked all the time. */
export function summarise(
  { trails, changes, occurrences, notes }: Happenings,
  fromMs: number,
  toMs: number,
): Line[] {
  const within = <T extends { atMs: number }>(items: readonly T[]): T[] =>
    items.filter(({ atMs }) => atMs >= fromMs && atMs < toMs);
  const changed = within(changes).toSorted((a, b) => a.atMs - b.atMs || a.id - b.id);
  const occurred = within(occurrences);
  const members = memberLines(trails, fromMs, toMs);
  const levels = levelLines(trails, fromMs, toMs);
  return [
    ...levels.critical,
    ...members.offline,
    ...members.wrong,
    ...members.silent,
    ...members.other,
    ...blindLines(trails, fromMs, toMs),
    ...levels.unknown,
    ...levels.degraded,
    ...leaderLines(trails, changed, fromMs, toMs),
    ...members.evacuated,
    ...evacuationLines(changed),
    ...membershipLines(changed),
    ...operationLines(occurred),
    ...warningLines(occurred),
    ...changeLines(changed),
    ...eventLines(occurred),
    ...noteLines(notes, fromMs, toMs),
  ];
}

const times = (count: number): string => (count === 1 ? 'once' : `${count}x`);
const counted = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`;

const MAX_NAMES = 5;

const uniqueOf = (names: readonly (string | null)[]): string[] => [
  ...new Set(names.flatMap((name) => (name === null || name === '' ? [] : name))),
];

/** `node-1, node-2 and 7 more`. */
function listed(names: readonly string[]): string {
  if (names.length <= MAX_NAMES) return names.join(', ');
  return `${names.slice(0, MAX_NAMES - 1).join(', ')} and ${names.length - MAX_NAMES + 1} more`;
}

/** How often something began to be so, for how long it was, and whether it was to the end. */
type Run = { count: number; ms: number; lasts: boolean };

/**
 * By word. What was the same before and after nobody looked counts once: that it ended meanwhile was not seen. It counts from the
 * beginning of the range, and to its end at most.
 */
function runsOf<T>(stretches: readonly Stretch<T>[], wordOf: (value: T) => string | null): Map<string, Run> {
  const runs = new Map<string, Run>();
  let lastWord: string | null = null;
  for (const { fromMs, toMs, value } of stretches) {
    const word = value === null ? null : wordOf(value);
    for (const run of runs.values()) run.lasts = false;
    if (word === null) continue;
    const run = runs.get(word) ?? { count: 0, ms: 0, lasts: false };
    runs.set(word, {
      count: run.count + (word === lastWord ? 0 : 1),
      ms: run.ms + (toMs - fromMs),
      lasts: true,
    });
    lastWord = word;
  }
  return runs;
}

const lasting = ({ count, ms, lasts }: Run): string =>
  `${times(count)}, ${formatMeasured(ms)}${lasts ? ', still so at the end' : ''}`;

const longestFirst = (lines: readonly Line[]): Line[] => lines.toSorted((a, b) => (b.ms ?? 0) - (a.ms ?? 0));

type MemberLines = Record<'offline' | 'evacuated' | 'other' | 'silent' | 'wrong', Line[]>;

function memberLines(trails: Trails, fromMs: number, toMs: number): MemberLines {
  const lines: MemberLines = { offline: [], evacuated: [], other: [], silent: [], wrong: [] };
  for (const [member, spans] of Object.entries(trails.members)) {
    const stretches = stretchesOf(spans, trails, fromMs, toMs);
    const line = (kind: LineKind, words: string, run: Run): Line => ({
      kind,
      text: `${words} ${lasting(run)}`,
      members: [member],
      count: run.count,
      ms: run.ms,
    });
    for (const [status, run] of runsOf(stretches, (span) => span.status)) {
      const shape = shapeOf(status);
      if (shape === 'online') continue;
      const into = shape === 'offline' || shape === 'evacuated' ? lines[shape] : lines.other;
      const kind = shape === 'offline' || shape === 'evacuated' ? shape : 'status';
      into.push(line(kind, `${member} ${status.toLowerCase()}`, run));
    }
    const seen = runsOf(stretches, ({ ours }) => (ours === 'pending' || ours === 'unknown' ? null : ours));
    const silent = seen.get('silent');
    const wrong = seen.get('wrong');
    if (silent !== undefined) lines.silent.push(line('silent', `no answer from ${member}`, silent));
    if (wrong !== undefined) lines.wrong.push(line('wrong', `wrong answer from ${member}`, wrong));
  }
  return {
    offline: longestFirst(lines.offline),
    evacuated: longestFirst(lines.evacuated),
    other: longestFirst(lines.other),
    silent: longestFirst(lines.silent),
    wrong: longestFirst(lines.wrong),
  };
}

/** The first view of a proxy that has just started knows nothing for a moment. */
const WORTH_TELLING_MS = 1000;

function levelLines(
  trails: Trails,
  fromMs: number,
  toMs: number,
): Record<'critical' | 'degraded' | 'unknown', Line[]> {
  const runs = runsOf(stretchesOf(trails.levels, trails, fromMs, toMs), ({ level }) => level);
  const of = (level: 'critical' | 'degraded' | 'unknown'): Line[] => {
    const run = runs.get(level);
    if (run === undefined || (level === 'unknown' && run.ms < WORTH_TELLING_MS)) return [];
    const text = `cluster ${level} ${lasting(run)}`;
    return [{ kind: level, text, members: [], count: run.count, ms: run.ms }];
  };
  return { critical: of('critical'), degraded: of('degraded'), unknown: of('unknown') };
}

function blindLines(trails: Trails, fromMs: number, toMs: number): Line[] {
  const { firstMs, blind } = trails;
  const spots = blindSpots(trails, fromMs, toMs);
  const ms = spots.reduce((sum, spot) => sum + spot.toMs - spot.fromMs, 0);
  const endMs = Math.min(toMs, trails.nowMs);
  const beforeMs = Math.max(0, Math.min(firstMs ?? Infinity, endMs) - fromMs);
  const lines: Line[] = [];
  const startMs = Math.max(fromMs, firstMs ?? Infinity);
  const touched = blind.filter((spot) => spot.fromMs < endMs && (spot.toMs ?? Infinity) > startMs);
  if (ms > beforeMs && touched.length > 0) {
    const causes = uniqueOf(touched.map(({ cause }) => BLIND_CAUSE_WORDS[cause])).join('; ');
    const text = `nobody looked for ${formatMeasured(ms - beforeMs)}: ${causes}`;
    lines.push({ kind: 'blind', text, members: [], count: touched.length, ms: ms - beforeMs });
  }
  if (beforeMs >= WORTH_TELLING_MS) {
    const text = `nothing had been recorded yet for ${formatMeasured(beforeMs)}`;
    lines.push({ kind: 'unrecorded', text, members: [], count: 1, ms: beforeMs });
  }
  return lines;
}

/** A leader that was only renamed did not move. */
function leaderLines(
  trails: Trails,
  changes: readonly RecordedChange[],
  fromMs: number,
  toMs: number,
): Line[] {
  const renamed = new Set(
    changes.flatMap(({ kind, before, after }) =>
      kind === 'member-renamed' ? [JSON.stringify([before, after])] : [],
    ),
  );
  const leaders = stretchesOf(trails.leaders, trails, fromMs, toMs)
    .flatMap(({ value }) => value?.member ?? [])
    .filter((name, index, all) => name !== all[index - 1]);
  const moves = leaders.slice(1).flatMap((to, index) => {
    const from = leaders[index];
    return from === undefined || renamed.has(JSON.stringify([from, to])) ? [] : [{ from, to }];
  });
  const [first, last] = [moves[0], moves.at(-1)];
  if (first === undefined || last === undefined) return [];
  const text =
    first.from === last.to
      ? `leader moved ${times(moves.length)}, from ${first.from} and back to it`
      : `leader moved ${times(moves.length)}, from ${first.from} to ${last.to}`;
  const members = uniqueOf(moves.flatMap(({ from, to }) => [from, to]));
  return [{ kind: 'leader', text, members, count: moves.length, ms: null }];
}

/** One line of what happened at moments, or none. */
function momentLine(
  kind: LineKind,
  of: readonly { member: string | null }[],
  words: (count: number, names: string) => string,
): Line[] {
  if (of.length === 0) return [];
  const members = uniqueOf(of.map(({ member }) => member));
  return [{ kind, text: words(of.length, listed(members)), members, count: of.length, ms: null }];
}

/** What stands after a colon, where there is anything to say. */
const colon = (names: string): string => (names === '' ? '' : `: ${names}`);

function evacuationLines(changes: readonly RecordedChange[]): Line[] {
  const turned = changes.flatMap(({ kind, member, before, after }) =>
    kind === 'status' && before !== null && after !== null
      ? [{ member, was: shapeOf(before), is: shapeOf(after) }]
      : [],
  );
  const evacuations = turned.filter(({ was, is }) => was !== 'evacuated' && is === 'evacuated');
  const restores = turned.filter(({ was, is }) => was === 'evacuated' && is === 'online');
  return [
    ...momentLine('evacuations', evacuations, (count, names) => counted(count, 'evacuation') + colon(names)),
    ...momentLine('restores', restores, (count, names) => counted(count, 'restore') + colon(names)),
  ];
}

function membershipLines(changes: readonly RecordedChange[]): Line[] {
  const of = (wanted: ChangeKind): RecordedChange[] => changes.filter(({ kind }) => kind === wanted);
  return [
    ...momentLine('joined', of('member-added'), (_count, names) => `${names} joined the cluster`),
    ...momentLine('left', of('member-removed'), (_count, names) => `${names} left the cluster`),
    ...of('member-renamed').flatMap((change) =>
      momentLine('renamed', [change], (_count, name) => `${change.before ?? '?'} renamed to ${name}`),
    ),
  ];
}

/** Of what is not told by trails and lines of its own, the most telling first. */
const OTHER_KINDS: readonly (readonly [kind: ChangeKind, words: string])[] = [
  ['roles', 'roles'],
  ['version', 'version'],
  ['failure-domain', 'failure domain'],
  ['groups', 'groups'],
  ['cluster-groups', 'cluster groups'],
  ['config', 'config'],
  ['url', 'address'],
  ['architecture', 'architecture'],
  ['description', 'description'],
  ['certificate', 'the certificate that it presents'],
  ['pin', 'the certificate that it is known by'],
  ['part', 'what the cluster lets us read'],
  ['message', 'message'],
];

const changeLines = (changes: readonly RecordedChange[]): Line[] =>
  OTHER_KINDS.flatMap(([kind, words]) => {
    const those = changes.filter((change) => change.kind === kind);
    const [only, ...more] = those;
    return momentLine('changed', those, (count, names) => {
      if (only === undefined || more.length > 0) return `${words} changed ${times(count)}${colon(names)}`;
      return only.member === null ? describeChange(only) : `${only.member}: ${describeChange(only)}`;
    });
  });

const FAILURE = 400;
const CANCELLED = 401;

function operationLines(occurrences: readonly Occurrence[]): Line[] {
  const ended = occurrences.filter((each) => each.kind === 'operation');
  const of = (wanted: (code: number) => boolean) =>
    ended.filter(({ operation }) => wanted(operation.status_code));
  const failed = of((code) => code >= FAILURE && code !== CANCELLED);
  const what = listed(uniqueOf(failed.map(({ operation }) => operation.description)));
  return [
    ...momentLine(
      'failed-operations',
      failed,
      (count) => `${counted(count, 'operation')} failed${colon(what)}`,
    ),
    ...momentLine(
      'operations',
      of((code) => code === CANCELLED),
      (count) => `${counted(count, 'operation')} ${count === 1 ? 'was' : 'were'} cancelled`,
    ),
    ...momentLine(
      'operations',
      of((code) => code < FAILURE),
      (count) => `${counted(count, 'operation')} ended`,
    ),
  ];
}

function warningLines(occurrences: readonly Occurrence[]): Line[] {
  const warnings = occurrences.filter((each) => each.kind === 'warning');
  return (['began', 'ended'] as const).flatMap((phase) => {
    const those = warnings.filter((each) => each.phase === phase);
    const what = listed(uniqueOf(those.map(({ warning }) => warning.type)));
    return momentLine('warnings', those, (count) => `${counted(count, 'warning')} ${phase}${colon(what)}`);
  });
}

const eventLines = (occurrences: readonly Occurrence[]): Line[] =>
  momentLine(
    'events',
    occurrences.filter(({ kind }) => kind === 'lifecycle'),
    (count) => counted(count, 'lifecycle event'),
  );

/** A note of a stretch touches the range where it is within it for a while, one of a moment where it lies within. */
function noteLines(notes: readonly Note[], fromMs: number, toMs: number): Line[] {
  const there = notes.filter(
    (note) =>
      !note.deleted &&
      note.fromMs < toMs &&
      (note.fromMs >= fromMs || (note.toMs !== null && note.toMs > fromMs)),
  );
  return momentLine(
    'notes',
    there.map(() => ({ member: null })),
    (count) => counted(count, 'note'),
  );
}
