/**
 * The history in a file of SQLite, in a thread of its own. Opening it never fails: while the file cannot be opened, every call says
 * so, and tries again. A thread that crashed is started again by the next call.
 */
import { EventEmitter } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { HistoryStore, StoreFailure, Stored } from './store.ts';
import type { Args, Method } from './worker/calls.ts';

/** A disk that hangs must not keep the program from ending. */
const CLOSE_WITHIN_MS = 3000;

const startThread = (path: string): Worker =>
  new Worker(new URL('./worker/thread.ts', import.meta.url), { workerData: path, name: 'history' });

/** `path`: as of `openSqlite`. `start`: for tests, which have to end it. */
export function openSqliteInWorker(path: string, start = startThread): HistoryStore {
  /** What comes back has the type that its method has there: both threads are of one build. */
  const replies = new EventEmitter();
  const waiting = new Set<number>();
  let worker: Worker | undefined;
  let lastId = 0;
  let closed = false;

  const failAll = (failure: StoreFailure): void => {
    for (const id of [...waiting]) settle(id, { ok: false, error: failure });
  };
  const settle = (id: number, result: unknown): void => {
    waiting.delete(id);
    replies.emit(String(id), result);
  };
  const thread = (): Worker => {
    if (worker !== undefined) return worker;
    const started = start(path);
    worker = started;
    const ended = (reason: string): void => {
      if (worker !== started) return;
      worker = undefined;
      failAll({ kind: 'failed', message: `the thread of the history ended: ${reason}` });
    };
    started.on('message', ({ id, result }) => {
      settle(id, result);
    });
    started.on('error', (error) => {
      ended(error instanceof Error ? error.message : String(error));
    });
    started.on('exit', (code) => {
      ended(`code ${code}`);
    });
    return started;
  };

  const post = <T>(method: Method | 'close', args: readonly unknown[]): Stored<T> =>
    new Promise((resolve) => {
      lastId += 1;
      waiting.add(lastId);
      replies.once(String(lastId), resolve);
      thread().postMessage({ id: lastId, method, args });
    });
  const ask = <M extends Method, T>(method: M, ...args: Args[M]): Stored<T> =>
    closed
      ? Promise.resolve({ ok: false, error: { kind: 'closed', message: 'the history is closed' } })
      : post(method, args);

  return {
    write: (batch) => ask('write', batch),
    last: (cluster) => ask('last', cluster),
    lastChangeId: () => ask('lastChangeId'),
    at: (cluster, kinds, atMs) => ask('at', cluster, kinds, atMs),
    over: (cluster, kinds, fromMs, toMs) => ask('over', cluster, kinds, fromMs, toMs),
    changes: (query) => ask('changes', query),
    occurrences: (query) => ask('occurrences', query),
    operationsUnderWay: (cluster, atMs) => ask('operationsUnderWay', cluster, atMs),
    samples: (query) => ask('samples', query),
    samplesAt: (cluster, atMs, withinMs, member) => ask('samplesAt', cluster, atMs, withinMs, member),
    notes: (cluster, fromMs, toMs, deleted) => ask('notes', cluster, fromMs, toMs, deleted),
    addNote: (cluster, note) => ask('addNote', cluster, note),
    reviseNote: (cluster, id, basedOn, revision) => ask('reviseNote', cluster, id, basedOn, revision),
    revisions: (cluster, id) => ask('revisions', cluster, id),
    audit: (query) => ask('audit', query),
    addAudit: (entry) => ask('addAudit', entry),
    addEnding: (ending) => ask('addEnding', ending),
    endings: () => ask('endings'),
    displays: () => ask('displays'),
    putDisplay: (display, forgetBeforeMs) => ask('putDisplay', display, forgetBeforeMs),
    upkeep: (retention, nowMs) => ask('upkeep', retention, nowMs),
    size: () => ask('size'),
    backup: (to) => ask('backup', to),
    async close() {
      if (closed) return;
      closed = true;
      if (worker === undefined) return;
      const ending = worker;
      const late = AbortSignal.timeout(CLOSE_WITHIN_MS);
      const given = new Promise((resolve) => {
        late.addEventListener('abort', resolve, { once: true });
      });
      await Promise.race([post('close', []), given]);
      await Promise.race([ending.terminate(), given]);
    },
  };
}
