// What Rollcall remembers of an incident on a real LXD cluster, held against what truly happened, seen from outside of it.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ClusterAnswer } from '../../proxy/wire/api.ts';
import type { RecordedChange } from '../../proxy/wire/change.ts';
import { isProbeFresh } from '../../proxy/wire/freshness.ts';
import { ChangesAnswer, EventsAnswer } from '../../proxy/wire/history.ts';
import type { BlindSpot } from '../../proxy/wire/moment.ts';
import { Trails } from '../../proxy/wire/series.ts';
import { describeHappening, type Happening, playIncident } from '../clusters/incident.ts';
import { startLxd } from '../clusters/lxd.ts';
import { eventually } from '../contract/eventually.ts';
import { launchChromium } from './chromium.ts';
import { whyNoLxd } from './lxd-here.ts';
import { describeWords } from './timeline.ts';
import { listenToLxd, type Truth } from './lxd-truth.ts';
import { expectSequence, LATE_MS, SILENT_AFTER_MS, stretchesOf, type Turn } from './remembered.ts';
import { shows, startWatch, type Watcher } from './watch.ts';

const KEY = 'prod';
const SETTLED_WITHIN_MS = 60_000;
const PLAYED_WITHIN_MS = 400_000;
/** A heartbeat of the recorder, after which what it saw may be lost to a crash. */
const HEARTBEAT_MS = 10_000;

/** How the table calls it. */
const SHOWN_AS = [
  [
    'status',
    [
      ['Offline', 'Offline'],
      ['Online', 'Online'],
      ['Evacuated', 'Evacuated'],
    ],
  ],
  [
    'daemon',
    [
      ['silent', 'no answer to us'],
      ['answering', 'answers us'],
    ],
  ],
] as const;
/** So that every row of the table is in sight. */
const TALL_PX = 8000;
const SHOWN = { withinMs: 15_000 };

const missing = await whyNoLxd();

describe('an incident on a real LXD cluster', () => {
  if (missing !== undefined) {
    it.skip(`not here: ${missing}`);
    return;
  }
  const undo: (() => Promise<unknown>)[] = [];
  let watch: Watcher;
  let truth: Truth;
  let members: readonly string[] = [];
  let firstLeader = '';
  let happenings: Happening[] = [];
  /** When the board had it. */
  const noticedAtMs = new Map<Happening, number>();
  let fromMs = 0;
  let toMs = 0;
  let trails: Trails;
  let changes: RecordedChange[] = [];

  const range = (): string =>
    `from=${encodeURIComponent(isoOf(fromMs))}&to=${encodeURIComponent(isoOf(toMs))}`;
  const story = (): string =>
    happenings.map((each) => `  ${describeHappening(each)}\n`).join('') +
    describeWords(truth.since(fromMs), fromMs);
  const momentOf = (word: 'stopped' | 'killed' | 'started', nth = 0): number =>
    happenings.filter((each) => each.word === word)[nth]?.atMs ?? Number.NaN;
  /** When Rollcall was not there, by the word of whoever ended and started it. */
  const absences = () => [
    { fromMs: momentOf('stopped'), toMs: momentOf('started') },
    { fromMs: momentOf('killed'), toMs: momentOf('started', 1) },
  ];
  const absenceAt = (atMs: number) => absences().find((each) => each.fromMs <= atMs && atMs < each.toMs);
  /** What is to be remembered: of what happened while nobody looked, that it was found with the next start. */
  const turnsOf = (kind: Happening['kind'], member?: string): Turn[] =>
    happenings
      .filter((each) => each.kind === kind && (member === undefined || each.member === member))
      .map(({ atMs, word, member: who, kind: what }) => ({
        word: what === 'leader' ? (who ?? '') : word,
        atMs: absenceAt(atMs)?.toMs ?? atMs,
        lateMs: LATE_MS + (word === 'silent' ? SILENT_AFTER_MS : 0),
      }));
  /** From the crash of the leader until a list is good again, LXD keeps its word from everybody. */
  const election = () => {
    const elected = happenings.find(({ kind }) => kind === 'leader')?.atMs ?? Number.NaN;
    const killed = happenings.findLast(({ atMs, word }) => word === 'silent' && atMs < elected);
    return { fromMs: killed?.atMs ?? Number.NaN, toMs: elected + LATE_MS };
  };

  beforeAll(async () => {
    const cwd = await mkdtemp(join(tmpdir(), 'rollcall-incident-'));
    undo.push(() => rm(cwd, { recursive: true, force: true }));
    // With its own threshold: once that is changed, members of LXD 5.0 go by different ones and contradict each other for
    // seconds, and there is no one truth.
    const cluster = await startLxd();
    undo.push(() => cluster.close());
    const { clientCert, clientKey, serverCert } = cluster.files;
    const env = {
      LXD_CLUSTER_NAME: KEY,
      LXD_ENDPOINTS: cluster.endpoints.join(','),
      LXD_CLIENT_CERT: clientCert,
      LXD_CLIENT_KEY: clientKey,
      LXD_SERVER_CERT: serverCert,
    };
    watch = await startWatch({ key: KEY, cwd, env });
    undo.push(() => watch.kill());
    truth = listenToLxd(cluster);
    undo.push(() => truth.close());
    const isWell = async (): Promise<void> => {
      const { verdict, snapshot } = await watch.cluster();
      const seen = snapshot.members.map(({ status, probe }) => `${status} ${probe.state}`);
      expect([verdict.level, ...seen]).toEqual(['ok', ...Array(3).fill('Online answering')]);
    };
    await eventually(isWell, { withinMs: SETTLED_WITHIN_MS });
    members = cluster.memberNames;
    firstLeader = await cluster.leader();
    fromMs = Date.now();
    happenings = await playIncident({
      cluster,
      truth,
      watch: {
        ...watch,
        async noticed(happening) {
          await watch.noticed(happening);
          if (happening.kind !== 'rollcall') noticedAtMs.set(happening, Date.now());
          // One that is killed takes with it what was on the board and not written down yet.
          await eventually(async () => expect(shows(await at(Date.now()), happening)).toBe(true), SHOWN);
        },
      },
    });
    await eventually(isWell, { withinMs: SETTLED_WITHIN_MS });
    // What is on the board is written down a moment later.
    await eventually(
      async () => {
        toMs = Date.now();
        trails = Trails.parse(await watch.ask(`/trails?${range()}`));
        expect(trails.levels.at(-1)?.level).toBe('ok');
        for (const name of members)
          expect(trails.members[name]?.at(-1)).toMatchObject({ status: 'Online', ours: 'answering' });
      },
      { withinMs: SETTLED_WITHIN_MS },
    );
    changes = ChangesAnswer.parse(await watch.ask(`/changes?${range()}&limit=1000`)).changes.toReversed();
  }, PLAYED_WITHIN_MS);
  afterAll(async () => {
    for (const step of undo.splice(0).toReversed()) await step();
  });

  it('is remembered by the word of LXD, each turn within 3 s of LXD itself', () => {
    expect(Object.keys(trails.members).toSorted()).toEqual([...members].toSorted());
    for (const name of members) {
      const spans = trails.members[name] ?? [];
      const seen = stretchesOf(spans, ({ status }) => status, toMs);
      expectSequence(seen, { first: 'Online', turns: turnsOf('status', name) }, `${name}\n${story()}`);
    }
  });

  it('is remembered by our own word, each turn within 3 s of what was done to the daemon', () => {
    for (const name of members) {
      const spans = trails.members[name] ?? [];
      const seen = stretchesOf(spans, ({ ours }) => (ours === 'unknown' ? null : ours), toMs);
      expectSequence(seen, { first: 'answering', turns: turnsOf('daemon', name) }, `${name}\n${story()}`);
    }
  });

  it('is remembered with who led', () => {
    const seen = stretchesOf(trails.leaders, ({ member }) => member, toMs);
    expectSequence(seen, { first: firstLeader, turns: turnsOf('leader') }, story());
  });

  it('leaves no doubt about when nobody looked, and when LXD said nothing', () => {
    const notRunning = trails.blind.filter(({ cause }) => cause === 'not-running');
    expect(notRunning, JSON.stringify(trails.blind)).toHaveLength(2);
    const [stopped, killed] = notRunning;
    expectWithin(stopped?.fromMs, absences()[0]?.fromMs, { early: 1000, late: LATE_MS });
    expectWithin(stopped?.toMs, absences()[0]?.toMs, { early: LATE_MS, late: LATE_MS });
    // A crash takes with it what was not written since the last heartbeat.
    expectWithin(killed?.fromMs, absences()[1]?.fromMs, { early: HEARTBEAT_MS + 1000, late: 0 });
    expectWithin(killed?.toMs, absences()[1]?.toMs, { early: LATE_MS, late: LATE_MS });
    const { fromMs: begins, toMs: ends } = election();
    for (const { fromMs: since, toMs: until, cause } of trails.blind) {
      if (cause === 'not-running') continue;
      expect(cause, story()).toBe('unanswered');
      // From the last list on, which came up to a beat before the leader was killed.
      expectWithin(since, begins, { early: LATE_MS, late: LATE_MS });
      expect(until ?? toMs, story()).toBeLessThanOrEqual(ends);
    }
    // What is not known is so for a reason that is told.
    for (const name of members) {
      for (const stretch of stretchesOf(trails.members[name] ?? [], ({ status }) => status, toMs)) {
        if (stretch.word !== null) continue;
        const known = [election(), ...trails.blind].some((each) => covers(each, stretch, toMs));
        expect(known, `${name} is unknown ${JSON.stringify(stretch)}\n${story()}`).toBe(true);
      }
    }
  });

  it('is never all right on the verdict lane while a member is away', () => {
    const levels = stretchesOf(trails.levels, ({ level }) => level, toMs);
    expect(levels[0]?.word).toBe('ok');
    expect(levels.at(-1)?.word).toBe('ok');
    for (const name of members) {
      const away = stretchesOf(
        trails.members[name] ?? [],
        ({ ours, status }) => (status === 'Offline' || ours === 'silent' ? 'away' : null),
        toMs,
      );
      for (const gone of away.filter(({ word }) => word === 'away')) {
        const meanwhile = levels.filter(
          ({ fromMs: since, toMs: until }) => since < gone.toMs && until > gone.fromMs,
        );
        expect(
          meanwhile.map(({ word }) => word),
          `${name} away\n${story()}`,
        ).not.toContain('ok');
      }
    }
  });

  it('is a list of changes in which each stands once, and what nobody saw says since when it may be', () => {
    const ids = changes.map(({ id }) => id);
    expect(ids).toEqual([...new Set(ids)].toSorted((a, b) => a - b));
    for (const kind of ['status', 'answering'] as const) {
      for (const name of members) {
        const mine = changes.filter((change) => change.kind === kind && change.member === name);
        const turns = turnsOf(kind === 'status' ? 'status' : 'daemon', name);
        expect(
          mine.map(({ after }) => after),
          `${kind} of ${name}\n${story()}`,
        ).toEqual(turns.map(({ word }) => word));
        expectChain(mine, kind === 'status' ? 'Online' : 'answering');
      }
    }
    const led = changes.filter(({ kind }) => kind === 'leader');
    expect(
      led.map(({ after }) => after),
      story(),
    ).toEqual(turnsOf('leader').map(({ word }) => word));
    for (const kind of ['roles', 'verdict'] as const) {
      for (const name of [...members, null]) {
        const mine = changes.filter((change) => change.kind === kind && change.member === name);
        expectChain(mine, mine[0]?.before ?? null);
      }
    }
    for (const { kind, atMs, member, word } of happenings) {
      const absence = absenceAt(atMs);
      if (absence === undefined || kind === 'rollcall') continue;
      const found = changes.find(
        (change) =>
          change.member === member && change.after === word && change.atMs >= absence.toMs - LATE_MS,
      );
      expect(found?.sinceMs, `${member} ${word}\n${story()}`).toEqual(expect.any(Number));
      expect(found?.sinceMs ?? Infinity, `${member} ${word}`).toBeLessThanOrEqual(atMs);
      expect(found?.atMs ?? 0, `${member} ${word}`).toBeGreaterThanOrEqual(atMs);
    }
    const witnessed = changes.filter(({ sinceMs }) => sinceMs === null);
    for (const { atMs } of witnessed) expect(absenceAt(atMs), isoOf(atMs)).toBeUndefined();
  });

  it('has the evacuation among what it heard, once', async () => {
    const { events } = EventsAnswer.parse(await watch.ask(`/events?${range()}&limit=1000`));
    const evacuations = events.filter(
      (each) => each.kind === 'operation' && each.operation.description === 'Evacuating cluster member',
    );
    expect(evacuations, JSON.stringify(events)).toHaveLength(1);
    const said = happenings.find(({ word }) => word === 'Evacuated');
    expect(evacuations[0]?.member).toBe(said?.member);
    expectWithin(evacuations[0]?.atMs, said?.atMs, { early: LATE_MS, late: LATE_MS });
    const numbers = events.map(({ id }) => id);
    expect(new Set(numbers).size).toBe(numbers.length);
  });

  const at = async (atMs: number): Promise<ClusterAnswer> =>
    ClusterAnswer.parse(await watch.ask(`?at=${encodeURIComponent(isoOf(atMs))}`));
  /** That a moment shows what had been noticed of `known`; of what came right after it may show either. */
  const expectKnown = (answer: ClusterAnswer, atMs: number, known: readonly Happening[]): void => {
    const title = `at ${isoOf(atMs)}\n${story()}`;
    const expectLast = (
      kind: Happening['kind'],
      name: string | null,
      is: unknown,
      otherwise: string,
    ): void => {
      const ofIt = (each: Happening): boolean =>
        each.kind === kind && (name === null || each.member === name);
      const wordOf = (each: Happening): string => (kind === 'leader' ? (each.member ?? '') : each.word);
      const last = known.findLast(ofIt);
      const soon = happenings.filter((each) => ofIt(each) && !known.includes(each) && each.atMs <= atMs);
      expect(
        [last === undefined ? otherwise : wordOf(last), ...soon.map(wordOf)],
        `${name} ${title}`,
      ).toContain(is);
    };
    for (const { server_name: name, status, probe } of answer.snapshot.members) {
      expectLast('status', name, status, 'Online');
      // What a probe had found before nobody looked stands there with its own time until the next one ends.
      if (isProbeFresh(probe, answer.snapshot, atMs)) expectLast('daemon', name, probe.state, 'answering');
    }
    expect(
      answer.snapshot.members.map(({ server_name }) => server_name),
      title,
    ).toEqual(members);
    expectLast('leader', null, answer.snapshot.leadership?.member, firstLeader);
  };

  it('can be asked for the moment at which each thing was noticed, and shows it', async () => {
    expect(noticedAtMs.size).toBeGreaterThan(10);
    for (const [happening, atMs] of noticedAtMs) {
      const answer = await at(atMs);
      expect(answer.moment?.atMs).toBe(atMs);
      const known = happenings.slice(0, happenings.indexOf(happening) + 1);
      expectKnown(answer, atMs, known);
    }
  });

  it('shows of a moment at which nobody looked what was known last, and says so', async () => {
    for (const { fromMs: since, toMs: until } of absences()) {
      const atMs = Math.round((since + until) / 2);
      const answer = await at(atMs);
      expect(answer.moment).toMatchObject({ state: 'blind', blind: { cause: 'not-running' } });
      const known = happenings.filter((each) => (noticedAtMs.get(each) ?? Infinity) <= since);
      expect(known.length).toBeGreaterThan(0);
      expectKnown(answer, since, known);
    }
    const before = await at(fromMs - 86_400_000);
    expect(before.moment).toMatchObject({ state: 'before' });
    expect(before.snapshot.members).toEqual([]);
  });

  it('is on the timeline page of a browser, each turn in a row of its own', async ({ skip }) => {
    const chromium = await launchChromium();
    if ('missing' in chromium) return skip(`not here: ${chromium.missing}`);
    try {
      const page = await chromium.browser.newPage({ viewport: { width: 1440, height: TALL_PX } });
      await page.goto(`${watch.url}/clusters/${KEY}/timeline?as=table&${range()}`);
      const found = page
        .getByRole('table', { name: 'Timeline' })
        .getByRole('row')
        .filter({ has: page.getByRole('rowheader') });
      await eventually(async () => expect(await found.count()).toBeGreaterThan(happenings.length), SHOWN);
      const rows = await Promise.all(
        (await found.all()).map(async (row) => ({
          who: await row.getByRole('rowheader').innerText(),
          what: await row.getByRole('cell').nth(1).innerText(),
          atMs: Date.parse((await row.locator('time').first().getAttribute('datetime')) ?? ''),
        })),
      );
      const table = rows.map(({ who, what, atMs }) => `${isoOf(atMs)} ${who}: ${what}`).join('\n');
      for (const name of members) {
        for (const [kind, words] of SHOWN_AS) {
          const turns = turnsOf(kind, name);
          for (const [word, text] of words) {
            const due = turns.filter((turn) => turn.word === word);
            const shown = rows.filter(
              ({ who, what, atMs }) => who === name && what === text && atMs > fromMs,
            );
            for (const { atMs, lateMs } of due) {
              const fitting = shown.filter((row) => row.atMs >= atMs - LATE_MS && row.atMs <= atMs + lateMs);
              expect(fitting, `${name} ${text} at ${isoOf(atMs)}\n${table}\n${story()}`).toHaveLength(1);
            }
          }
        }
      }
      const absent = rows.filter(({ what }) => what === 'Rollcall was not running');
      expect(absent, table).toHaveLength(2);
    } finally {
      await chromium.browser.close();
    }
  });
});

const isoOf = (atMs: number): string => new Date(atMs).toISOString();

function expectWithin(
  actualMs: number | null | undefined,
  truthMs: number | undefined,
  { early, late }: { early: number; late: number },
): void {
  const offMs = (actualMs ?? Number.NaN) - (truthMs ?? Number.NaN);
  expect(offMs).toBeGreaterThanOrEqual(-early);
  expect(offMs).toBeLessThanOrEqual(late);
}

/** That each begins where the one before has ended. */
function expectChain(changes: readonly RecordedChange[], first: string | null): void {
  const afters = [first, ...changes.map(({ after }) => after)];
  expect(changes.map(({ before }) => before)).toEqual(afters.slice(0, -1));
}

function covers(
  outer: Pick<BlindSpot, 'fromMs' | 'toMs'>,
  inner: { fromMs: number; toMs: number },
  endMs: number,
): boolean {
  return outer.fromMs - LATE_MS <= inner.fromMs && inner.toMs <= (outer.toMs ?? endMs) + LATE_MS;
}
