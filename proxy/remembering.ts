/** Puts the recorder of each cluster between the board and the store, and lets the past be read. */
import type { FastifyBaseLogger } from 'fastify';
import type { History, Past } from './history/history.ts';
import { createPast } from './history/past.ts';
import type { Recalled } from './history/recall.ts';
import { type Recorder, createRecorder } from './history/recorder.ts';
import type { HistoryStore, Retention } from './history/store.ts';
import { startUpkeep } from './history/upkeep.ts';
import type { Board } from './rollcall/board.ts';
import type { Register } from './rollcall/register.ts';
import { type Watched, firstSnapshot } from './rollcall/state.ts';
import type { Recording } from './wire/moment.ts';

/** What is not written by then is found again by the next run. */
const STOP_WITHIN_MS = 1500;

export type RememberingDeps = {
  store: HistoryStore;
  retention: Retention;
  clusters: readonly { watched: Watched; register: Register; recalled: Recalled | undefined }[];
  board: Board;
  /** Names this run. */
  run: string;
  log: FastifyBaseLogger;
  now(): number;
};

export type Remembering = {
  history: History;
  /** How recording goes; undefined: there is no such cluster. */
  recording(cluster: string): Recording | undefined;
  /** Writes what is left, unless that takes too long, and closes the store. */
  stop(): Promise<void>;
};

export function startRemembering(deps: RememberingDeps): Remembering {
  const { store, board, run, log, now } = deps;
  const recorders = new Map<string, Recorder>();
  const pasts = new Map<string, Past>();
  for (const { watched, register, recalled } of deps.clusters) {
    const cluster = watched.key;
    const recorder = createRecorder({
      store,
      cluster,
      run,
      depth: {
        detail: register.detail,
        hardware: register.hardware,
        allInstances: register.instances.all,
      },
      holding: recalled?.holding,
      startedAtMs: now(),
      now,
      onTurn: logTurn(cluster, log),
    });
    recorders.set(cluster, recorder);
    const past = createPast({
      store,
      cluster,
      empty: (atMs) => firstSnapshot(watched, atMs),
      underWay: () => board.view(cluster)?.snapshot.operations ?? [],
      now,
    });
    pasts.set(cluster, {
      ...past,
      // A page asks as soon as it hears of a change, which is sooner than that is written.
      async trails(fromMs, toMs, nowMs, member) {
        if (toMs >= nowMs) await recorder.settled();
        return past.trails(fromMs, toMs, nowMs, member);
      },
    });
  }
  const stopListening = board.listen((cluster, view, delta) => recorders.get(cluster)?.hear(view, delta));
  const stopUpkeep = startUpkeep(store, deps.retention, now);
  return {
    history: { store: settling(store, recorders, now), past: (cluster) => pasts.get(cluster) },
    recording: (cluster) => recorders.get(cluster)?.recording(),
    async stop() {
      stopListening();
      stopUpkeep();
      let late: NodeJS.Timeout | undefined;
      const patience = new Promise<void>((resolve) => {
        late = setTimeout(resolve, STOP_WITHIN_MS);
      });
      await Promise.race([Promise.all([...recorders.values()].map((recorder) => recorder.stop())), patience]);
      clearTimeout(late);
      await store.close();
    },
  };
}

/** The store as readers see it: a page asks as soon as it hears of a change, which is sooner than that is written. */
function settling(
  store: HistoryStore,
  recorders: ReadonlyMap<string, Recorder>,
  now: () => number,
): HistoryStore {
  const settle = async ({ cluster, toMs }: { cluster: string; toMs: number }): Promise<void> => {
    if (toMs >= now()) await recorders.get(cluster)?.settled();
  };
  return {
    ...store,
    async changes(query) {
      await settle(query);
      return store.changes(query);
    },
    async occurrences(query) {
      await settle(query);
      return store.occurrences(query);
    },
  };
}

/** One line for each turn. */
const logTurn =
  (cluster: string, log: FastifyBaseLogger) =>
  ({ state, reason, sinceMs }: Recording): void => {
    if (state === 'failing') log.error({ cluster, reason, sinceMs }, 'history is not being recorded');
    else log.info({ cluster }, 'history is being recorded again');
  };
