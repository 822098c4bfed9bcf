// Rollcall, killed again and again while the cluster goes on changing: what it had committed is there, once, and the rest is found.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ChangeKind, RecordedChange } from '../../proxy/wire/change.ts';
import { ChangesAnswer } from '../../proxy/wire/history.ts';
import { Trails } from '../../proxy/wire/series.ts';
import { startSim, type Sim } from '../../proxy/sim/sim.ts';
import { eventually } from '../contract/eventually.ts';
import { writeSettings } from '../fixtures/clusters.ts';
import { runProxy } from '../proxy-process.ts';
import { followCluster } from './live-view.ts';
import { stretchesOf } from './remembered.ts';
import { makeUnrest, type Unrest } from './unrest.ts';
import { startWatch, type Watcher } from './watch.ts';

const KEY = 'prod';
const KILLS = 12;
/** So that there are several changes between one kill and the next. */
const BEAT_MS = 500;
const RESTED_WITHIN_MS = 30_000;
const LASTS_MS = 240_000;
/** A roll call and its answer, on a machine that is busy. */
const SEEN_WITHIN_MS = 3000;

describe('a proxy that is killed while it records', () => {
  const undo: (() => Promise<unknown>)[] = [];
  let sim: Sim;
  let watch: Watcher;
  let unrest: Unrest;
  let cwd = '';
  let watchedFromMs = 0;
  let initial: Record<string, string> = {};
  /** What could be read from it right before it was killed, by number. */
  const committed = new Map<number, RecordedChange>();
  let changes: RecordedChange[] = [];
  /** From its end to when it served again. */
  const deaths: { fromMs: number; toMs: number }[] = [];

  beforeAll(async () => {
    cwd = await mkdtemp(join(tmpdir(), 'rollcall-crash-'));
    undo.push(() => rm(cwd, { recursive: true, force: true }));
    sim = await startSim({ members: 5, speed: 20, instances: 0, guise: 'lxd-5.0' });
    undo.push(() => sim.close());
    await writeSettings(cwd, new Map([[KEY, sim]]), BEAT_MS, 'restricted');
    watchedFromMs = Date.now();
    watch = await startWatch({ key: KEY, cwd });
    undo.push(() => watch.kill());
    await eventually(
      async () => {
        const { snapshot } = await watch.cluster();
        const seen = snapshot.members.map(({ status, probe }) => `${status} ${probe.state}`);
        expect(seen).toEqual(Array(5).fill('Online answering'));
      },
      { withinMs: RESTED_WITHIN_MS },
    );
    initial = Object.fromEntries(
      (await watch.cluster()).snapshot.members.map(({ server_name, description }) => [
        server_name,
        description,
      ]),
    );
    unrest = await makeUnrest(sim.control);
    undo.push(() => unrest.stop());
    for (let nth = 0; nth < KILLS; nth += 1) await lifeAndDeath(nth);
    // What is asked of the record below has to have happened: how often members hang within these lives is chance.
    await eventually(
      async () => {
        const recorded = await readChanges();
        for (const kind of ['status', 'answering'])
          expect(recorded.filter((change) => change.kind === kind).length).toBeGreaterThan(KILLS / 2);
      },
      { withinMs: RESTED_WITHIN_MS },
    );
    await unrest.stop();
    await eventually(
      async () => {
        const { snapshot } = await watch.cluster();
        const shown = snapshot.members.map(({ server_name, status, description, probe }) => [
          server_name,
          status,
          description,
          probe.state,
        ]);
        const world = (await sim.control.members()).map(({ name, status, description }) => [
          name,
          status,
          description,
          'answering',
        ]);
        expect(shown).toEqual(world);
        // What is on the board is written down a moment later.
        const recorded = await readChanges();
        for (const [name, status, description, ours] of world) {
          const last = (kind: ChangeKind): string | null | undefined =>
            recorded.findLast((each) => each.kind === kind && each.member === name)?.after;
          expect([last('status') ?? status, last('description'), last('answering') ?? ours]).toEqual([
            status,
            description,
            ours,
          ]);
        }
      },
      { withinMs: RESTED_WITHIN_MS },
    );
    changes = await readChanges();
  }, LASTS_MS);
  afterAll(async () => {
    for (const step of undo.splice(0).toReversed()) await step();
  });

  /** Oldest first. */
  const readChanges = async (): Promise<RecordedChange[]> => {
    const all: RecordedChange[] = [];
    let cursor: string | null = null;
    do {
      const rest = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
      const page: ChangesAnswer = ChangesAnswer.parse(await watch.ask(`/changes?limit=1000${rest}`));
      all.push(...page.changes);
      cursor = page.next;
    } while (cursor !== null);
    return all.toReversed();
  };

  /** Follows it for some steps, reads what it has, and kills it at a moment that is different each time. */
  const lifeAndDeath = async (nth: number): Promise<void> => {
    const live = await followCluster(watch.url, KEY);
    const { seq } = live.latest().view;
    await live.until(
      ({ view }) => view.seq > seq + (nth % 4) && view.snapshot.parts.members.status === 'ok',
      {
        what: 'some steps',
        withinMs: RESTED_WITHIN_MS,
      },
    );
    for (const change of await readChanges()) committed.set(change.id, change);
    const { seq: before } = live.latest().view;
    await live.until(({ view }) => view.seq > before, { what: 'one more step', withinMs: RESTED_WITHIN_MS });
    // From before it is written down until after: a write takes some milliseconds.
    await sleep((nth * 7) % 40);
    await watch.kill();
    const fromMs = Date.now();
    await live.close();
    await watch.start();
    deaths.push({ fromMs, toMs: Date.now() });
  };

  it('has lost nothing that it had committed, and changed nothing in it', () => {
    const found = new Map(changes.map((change) => [change.id, change]));
    expect(committed.size).toBeGreaterThan(KILLS);
    for (const [id, change] of committed) expect(found.get(id)).toEqual(change);
  });

  it('numbers its changes in their order, each once', () => {
    const ids = changes.map(({ id }) => id);
    expect(ids).toEqual([...new Set(ids)].toSorted((a, b) => a - b));
  });

  it('tells of each member an unbroken story, which is the true one', async () => {
    const world = await sim.control.members();
    for (const { name, description } of world) {
      const mine = changes.filter((change) => change.kind === 'description' && change.member === name);
      const told = [initial[name], ...mine.map(({ after }) => after)];
      expect(
        mine.map(({ before }) => before),
        name,
      ).toEqual(told.slice(0, -1));
      expect(told.at(-1), name).toBe(description);
      // No description was given twice, so one that is told twice, or in another order, shows here.
      const truths = unrest.turns.filter(({ member }) => member === name);
      const order = told.map((word) => truths.findIndex((turn) => turn.description === word));
      expect(order, name).toEqual([...new Set(order)].toSorted((a, b) => a - b));
      expect(order[0], name).toBeGreaterThanOrEqual(0);
      for (const { atMs, after } of mine) {
        const index = truths.findIndex((turn) => turn.description === after);
        expect(truths[index]?.atMs, `${name} ${after}`).toBeLessThanOrEqual(atMs);
        expect(truths[index + 1]?.atMs ?? Infinity, `${name} ${after}`).toBeGreaterThan(
          atMs - SEEN_WITHIN_MS,
        );
      }
    }
  });

  it.each(['status', 'answering'] as const)(
    'tells of the %s of each member as steps that follow each other',
    (kind) => {
      const first = kind === 'status' ? 'Online' : 'answering';
      const ofKind = changes.filter((change) => change.kind === kind);
      expect(ofKind.length).toBeGreaterThan(KILLS / 2);
      for (const name of Object.keys(initial)) {
        const mine = ofKind.filter(({ member }) => member === name);
        const told = [first, ...mine.map(({ after }) => after)];
        const story = `${name}\n${mine.map((each) => JSON.stringify(each)).join('\n')}`;
        expect(
          mine.map(({ before }) => before),
          story,
        ).toEqual(told.slice(0, -1));
        expect(told.at(-1), story).toBe(first);
      }
    },
  );

  it('shows the same on the lanes as in the list', async () => {
    // Where it was killed before it had written down any change, the first one that it found ends an absence.
    const fromMs = watchedFromMs;
    const toMs = Date.now();
    const iso = (atMs: number): string => encodeURIComponent(new Date(atMs).toISOString());
    const trails = Trails.parse(await watch.ask(`/trails?from=${iso(fromMs)}&to=${iso(toMs)}`));
    for (const name of Object.keys(initial)) {
      const known = stretchesOf(
        (trails.members[name] ?? []).filter(({ status }) => status !== null),
        ({ status }) => status,
        toMs,
      );
      const mine = changes.filter(({ kind, member }) => kind === 'status' && member === name);
      expect(
        known.map(({ word }) => word),
        name,
      ).toEqual(['Online', ...mine.map(({ after }) => after)]);
    }
    const absences = trails.blind.filter(({ cause }) => cause === 'not-running');
    // Two are one where it was killed before it had seen anything in between.
    for (const death of deaths) {
      const halfMs = (death.fromMs + death.toMs) / 2;
      const told = absences.some(
        ({ fromMs: since, toMs: until }) => since <= halfMs && halfMs < (until ?? toMs),
      );
      expect(told, `${halfMs} in ${JSON.stringify(absences)}`).toBe(true);
    }
    expect(deaths).toHaveLength(KILLS);
    const foundLater = changes.filter(({ sinceMs }) => sinceMs !== null);
    expect(foundLater.length).toBeGreaterThan(0);
    for (const { sinceMs, atMs } of foundLater) {
      // It lasts until there is a list; our own probes may tell of something a moment sooner.
      const spot = absences.find(
        ({ toMs: untilMs }) =>
          untilMs !== null && (sinceMs ?? 0) <= untilMs && untilMs <= atMs + SEEN_WITHIN_MS,
      );
      expect(spot, `${sinceMs} to ${atMs}\n${JSON.stringify(trails.blind)}`).toBeDefined();
    }
  });

  it('keeps its file in order', async () => {
    await watch.stop();
    const { code, stdout, stderr } = await runProxy({
      cwd,
      env: { ROLLCALL_DATA: join(cwd, 'data') },
      args: ['history', 'check'],
    });
    expect(code, stdout + stderr).toBe(0);
  });
});
