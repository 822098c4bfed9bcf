/** A simulated cluster of one in a thread of its own, so that it goes on answering while a test keeps its own busy. */
import { parentPort } from 'node:worker_threads';
import { startSim } from '../sim/sim.ts';

const { control, endpoints, restricted, serverFingerprint } = await startSim({ members: 1 });
// An answer takes long enough to come while the test is busy.
await control.slow('node-1', 100);
parentPort?.postMessage({ endpoints, restricted, serverFingerprint });
