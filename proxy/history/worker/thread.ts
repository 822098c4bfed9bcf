/** The thread that has the store: nothing that a disk does can hold up the board. Started by `../worker.ts`. */
import { parentPort, workerData } from 'node:worker_threads';
import type { Result } from '../../result.ts';
import type { HistoryStore, StoreFailure } from '../store.ts';
import type { Args, Call, Method } from './calls.ts';
import { createKeeper } from './keeper.ts';

const keeper = createKeeper(String(workerData));

async function answer(call: Call): Promise<Result<unknown, StoreFailure>> {
  if (call.method === 'close') {
    await keeper.close();
    return { ok: true, value: undefined };
  }
  const { method, args } = call;
  return keeper.use(method, (store) => run(store, method, args));
}

function run<M extends Method>(
  store: { [Each in Method]: (...args: Args[Each]) => ReturnType<HistoryStore[Each]> },
  method: M,
  args: Args[M],
): Promise<Result<unknown, StoreFailure>> {
  return store[method](...args);
}

parentPort?.on('message', (call: Call) => {
  void answer(call).then((result) => {
    parentPort?.postMessage({ id: call.id, result });
    if (call.method === 'close') parentPort?.close();
  });
});
