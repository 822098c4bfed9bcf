/** Writes down what the board of one cluster shows, for as long as it can; says how that goes. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { RecordedChange } from '../wire/change.ts';
import type { ClusterView, Delta } from '../wire/delta.ts';
import type { Recording } from '../wire/moment.ts';
import type { ClusterSnapshot } from '../wire/snapshot.ts';
import { createWatch } from './blind.ts';
import { type Depth, createChronicle } from './chronicle.ts';
import { type Holding, readHolding } from './holding.ts';
import { HANGING, createJournal } from './journal.ts';
import { createSampler } from './sampler.ts';
import type { HistoryStore, StoreFailure } from './store.ts';

const TICK_MS = 1000;
const SETTLES_WITHIN_MS = 500;
const SAMPLES_EVERY_MS = 60_000;
/** How long it takes to look at all members beyond the view, and at how many at most in a second. */
const LOOK_WITHIN_S = 10;
const MOST_LOOKS_PER_S = 20;
/** How soon the store is read again after it could not be. */
const READ_AGAIN_MS = 5000;

/** It was read in vain once before, at the start. */
const HANGS_AFTER_MS = 2000;

export type RecorderDeps = {
  store: Pick<HistoryStore, 'write' | 'last' | 'at' | 'occurrences'>;
  cluster: string;
  /** Names this run of the proxy. */
  run: string;
  depth: Depth;
  /** What was read at the start; undefined: it could not be read. */
  holding: Holding | undefined;
  startedAtMs: number;
  now(): number;
  /** Recording begins to fail, or goes on. */
  onTurn(recording: Recording): void;
};

export type Recorder = {
  /** Each new view of the cluster, and the step to it. */
  hear(view: ClusterView, delta: Delta): void;
  recording(): Recording;
  /** Resolves once what was heard so far is written, or that takes longer than a reader would wait. */
  settled(): Promise<void>;
  /** Writes what is left, unless that takes too long, and ends. */
  stop(): Promise<void>;
};

export function createRecorder(deps: RecorderDeps): Recorder {
  const { store, cluster, run, depth, startedAtMs, now, onTurn } = deps;
  const sampler = createSampler();
  const chronicle = createChronicle(depth);
  const watch = createWatch();
  let firstMs: number | null = null;
  let failure: StoreFailure | null = null;
  let failingSinceMs: number | null = null;
  let snapshot: ClusterSnapshot | null = null;
  /** Whether it is known what the store holds. What is seen while it is not can't be written. */
  let knows = false;
  let stopped = false;
  /**
   * What our probes found before the first list of this run. The facts that it leaves wait for that list, and so must it:
   * a change that is written without them would be found, and told, once more by the next run.
   */
  let early: RecordedChange[] = [];

  let lastMs = Number.NEGATIVE_INFINITY;
  let latestMs = Number.NEGATIVE_INFINITY;
  /**
   * The past is found by its time, so what was written by a clock that was ahead would hide what comes after it. When the
   * clock is set back all facts are written again, and once more when it has caught up.
   */
  const isClockTurned = (nowMs: number): boolean => {
    const isBack = nowMs < lastMs;
    const hasCaughtUp = lastMs < latestMs && nowMs >= latestMs;
    lastMs = nowMs;
    latestMs = Math.max(latestMs, nowMs);
    return isBack || hasCaughtUp;
  };

  const recording = (): Recording => ({
    state: failure === null ? 'recording' : 'failing',
    sinceMs: failure === null ? null : failingSinceMs,
    reason: failure?.message ?? null,
    firstMs,
  });
  const fail = (next: StoreFailure): void => {
    const was = failure;
    failure = next;
    failingSinceMs ??= snapshot?.observedAtMs ?? now();
    if (was === null) onTurn(recording());
  };
  const journal = createJournal({
    store,
    cluster,
    run,
    onWritten(atMs) {
      firstMs ??= atMs;
      if (failure === null) return;
      failure = null;
      failingSinceMs = null;
      onTurn(recording());
    },
    onFailure: fail,
    onOverflow() {
      knows = false;
    },
  });

  /** Goes on from what the store holds. */
  const takeUp = (holding: Holding): void => {
    knows = true;
    chronicle.restore(holding?.facts ?? [], holding?.ended);
    firstMs = holding?.last.firstMs ?? null;
    if (holding === null) return;
    const { last } = holding;
    const before = last.atMs < startedAtMs;
    const blind = before ? watch.wasBlind(last.atMs, 'not-running') : [];
    const lost = snapshot === null ? [] : watch.wasBlind(Math.max(last.atMs, startedAtMs), 'not-recorded');
    if (snapshot !== null || before)
      journal.add(snapshot?.observedAtMs ?? last.atMs, { facts: [...blind, ...lost] });
  };

  let reading = false;
  let hanging: NodeJS.Timeout | undefined;
  let readAtMs = Number.NEGATIVE_INFINITY;
  const readAgain = async (): Promise<void> => {
    if (reading || journal.busy() || now() - readAtMs < READ_AGAIN_MS) return;
    reading = true;
    readAtMs = now();
    hanging = setTimeout(() => fail(HANGING), HANGS_AFTER_MS);
    const holding = await readHolding(store, cluster);
    clearTimeout(hanging);
    reading = false;
    if (stopped) return;
    if (holding.ok) takeUp(holding.value);
    else fail(holding.error);
  };

  let next = 0;
  const lookOn = (): void => {
    if (snapshot === null || snapshot.parts.members.status === 'pending') return;
    const { members } = snapshot;
    const count = Math.min(Math.ceil(members.length / LOOK_WITHIN_S), MOST_LOOKS_PER_S);
    const due = Array.from({ length: count }, (_, index) => members[(next + index) % members.length]);
    next = members.length === 0 ? 0 : (next + count) % members.length;
    const names = due.flatMap((member) => member?.server_name ?? []);
    const facts = chronicle.look(names, snapshot);
    if (facts.length > 0) journal.add(snapshot.observedAtMs, { facts });
  };

  /** The record begins with the first list of members: of a moment before it there is nothing to show. */
  const hasBegun = (): boolean => firstMs !== null || (snapshot?.parts.members.observedAtMs ?? null) !== null;

  let sampledAtMs = startedAtMs;
  const tick = (): void => {
    if (!knows) {
      void readAgain();
      return;
    }
    lookOn();
    if (now() - sampledAtMs < SAMPLES_EVERY_MS || snapshot === null || !hasBegun()) return;
    sampledAtMs = now();
    journal.add(snapshot.observedAtMs, { samples: sampler.ended(now()) });
  };
  const ticking = setInterval(tick, TICK_MS);

  if (deps.holding !== undefined) takeUp(deps.holding);

  return {
    hear(view, delta) {
      ({ snapshot } = view);
      if (stopped || !knows || !hasBegun()) return;
      const { observedAtMs: nowMs } = snapshot;
      if (isClockTurned(nowMs)) chronicle.restore([]);
      const blind = watch.see(snapshot);
      const { facts, occurrences } = chronicle.hear(view, delta);
      const found = [...early, ...delta.changes.toReversed()];
      early = snapshot.parts.members.status === 'pending' ? found : [];
      for (const member of measured(snapshot, delta)) {
        sampler.take(member, nowMs, () => depth.detail(member.server_name));
      }
      const changes = early.length > 0 ? [] : found;
      journal.add(nowMs, { facts: [...blind, ...facts], changes, occurrences });
    },
    recording,
    async settled() {
      if (knows) await Promise.race([journal.flush(), sleep(SETTLES_WITHIN_MS, undefined, { ref: false })]);
    },
    async stop() {
      stopped = true;
      clearInterval(ticking);
      clearTimeout(hanging);
      if (knows && snapshot !== null && hasBegun())
        journal.add(snapshot.observedAtMs, { samples: sampler.rest() });
      await journal.flush();
      journal.stop();
    },
  };
}

/** Members of which anything may have been measured since. */
function measured({ members }: ClusterSnapshot, delta: Delta): ClusterSnapshot['members'] {
  const named = new Set([
    ...Object.keys(delta.pulses),
    ...Object.keys(delta.probes),
    ...Object.keys(delta.vitals),
  ]);
  for (const { server_name } of delta.members) named.add(server_name);
  return members.filter(({ server_name }) => named.has(server_name));
}
