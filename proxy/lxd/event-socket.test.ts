import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { type Sim, startSim } from '../sim/sim.ts';
import type { LxdClient } from './client.ts';
import type { EventSocket } from './event-socket.ts';
import { connectAs, identityFor } from './testing/connect.ts';
import { startDeafServer } from './testing/servers.ts';

let sim: Sim;
let client: LxdClient;

beforeEach(async () => {
  const started = await startSim({ members: 1, speed: 10 });
  onTestFinished(() => started.close());
  sim = started;
  client = connectAs(identityFor(sim));
});

/** Opens one, and writes down what becomes of it. */
function open(origin: string): EventSocket & { seen: string[] } {
  const stream = client.openEvents(origin, '/1.0/events?type=lifecycle');
  onTestFinished(stream.end);
  const seen: string[] = [];
  stream.socket.addEventListener('error', () => {});
  for (const name of ['open', 'message', 'close'] as const) {
    stream.socket.addEventListener(name, () => seen.push(name));
  }
  return { ...stream, seen };
}

describe('an event socket', () => {
  it('hears the events of the cluster', async () => {
    const { seen } = open(sim.endpoints[0] ?? '');
    await expect.poll(() => seen).toEqual(['open']);
    await sim.control.setDescription('node-1', 'spare parts');
    await expect.poll(() => seen).toEqual(['open', 'message']);
  });

  it('ends at once although the server is frozen and will never agree', async () => {
    const { seen, end } = open(sim.endpoints[0] ?? '');
    await expect.poll(() => seen).toEqual(['open']);
    await sim.control.freeze('node-1');
    end();
    await expect.poll(() => seen).toEqual(['open', 'close']);
  });

  it('ends at once while the server has not finished TLS', async () => {
    const { seen, end } = open(await startDeafServer());
    end();
    await expect.poll(() => seen).toEqual(['close']);
  });

  it('ends at once while the server has not answered the upgrade', async () => {
    const { seen, end } = open(sim.endpoints[0] ?? '');
    await sim.control.freeze('node-1');
    end();
    await expect.poll(() => seen).toEqual(['close']);
  });

  it('may be ended twice, and after its end', async () => {
    const { seen, end } = open(sim.endpoints[0] ?? '');
    await expect.poll(() => seen).toEqual(['open']);
    end();
    end();
    await expect.poll(() => seen).toEqual(['open', 'close']);
    end();
    expect(seen).toEqual(['open', 'close']);
  });
});
