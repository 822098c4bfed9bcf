/**
 * A process that watches a cluster and stops when it is told to: a line on standard output for each step, and an end of
 * its own once nothing is left that would keep it alive. Its cluster is in the variable `WATCHED`, as JSON.
 */
import { once } from 'node:events';
import { z } from 'zod';
import { createLxdClient } from '../../lxd/client.ts';
import { createEndpoints } from '../../lxd/endpoints.ts';
import { createRegister } from '../register.ts';
import { firstSnapshot } from '../state.ts';
import { watchCluster } from '../watcher.ts';

const Watched = z.object({
  identity: z.object({ clientCertPem: z.string(), clientKeyPem: z.string(), serverFingerprint: z.string() }),
  endpoints: z.array(z.string()),
});

const { identity, endpoints } = Watched.parse(JSON.parse(process.env['WATCHED'] ?? ''));
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const client = createLxdClient(identity);
const cluster = { key: 'test', name: 'test', demo: false, rollCallIntervalMs: 200, probeIntervalMs: 200 };
const first = firstSnapshot(cluster, Date.now());
const watcher = watchCluster({
  cluster,
  first,
  recording: () => first.recording,
  client,
  endpoints: createEndpoints(endpoints, []),
  validity: () => ({ clientNotAfterMs: null, serverNotAfterMs: null }),
  publish: ({ members }) => say(members.map(({ probe }) => probe.state).join(' ')),
  register: createRegister(),
  onFrame: () => {},
  onLearned: () => {},
  onMismatch: () => {},
  now: Date.now,
  random: Math.random,
});
await once(process.stdin, 'data');
process.stdin.destroy();
watcher.stop();
await client.close();
say('stopped');
