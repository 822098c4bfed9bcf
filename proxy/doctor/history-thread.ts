/** Reads what a history holds in a thread of its own, so that a large one holds up nobody's measurement. Started by `history.ts`. */
import { parentPort, workerData } from 'node:worker_threads';
import { readSize } from '../history/size.ts';

parentPort?.postMessage(await readSize(String(workerData)));
