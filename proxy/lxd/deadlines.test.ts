/** Every call ends at its deadline, whatever the server does. */
import { once } from 'node:events';
import { performance } from 'node:perf_hooks';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { selfSigned } from '../sim/certificates.ts';
import { type Sim, startSim } from '../sim/sim.ts';
import type { FailureKind } from '../wire/snapshot.ts';
import type { LxdClient } from './client.ts';
import { connectAs, identityFor } from './testing/connect.ts';
import { CLOSED_ORIGIN, startDeafServer, startTlsServer } from './testing/servers.ts';

/** For a machine that is busy with other things; the servers here would wait for ever. */
const TOLERANCE_MS = 400;

let sim: Sim;
let member: string;
let client: LxdClient;

beforeEach(async () => {
  const started = await startSim({ members: 1, speed: 10 });
  onTestFinished(() => started.close());
  sim = started;
  member = sim.endpoints[0] ?? '';
  client = connectAs(identityFor(sim));
});

type Ended = { kind: FailureKind | 'ok'; afterMs: number };

async function ask(origin: string, deadlineMs: number, signal?: AbortSignal): Promise<Ended> {
  const startedMs = performance.now();
  const options = signal === undefined ? { deadlineMs } : { deadlineMs, signal };
  const answer = await client.get(origin, '/1.0', options);
  return { kind: answer.ok ? 'ok' : answer.error.kind, afterMs: performance.now() - startedMs };
}

function expectAt(ended: Ended, kind: FailureKind, dueMs: number): void {
  expect(ended.kind).toBe(kind);
  expect(ended.afterMs).toBeGreaterThan(dueMs - 20);
  expect(ended.afterMs).toBeLessThan(dueMs + TOLERANCE_MS);
}

describe('a server that takes the connection and never finishes TLS', () => {
  it('is told from one that does not answer, when the deadline leaves time for that', async () => {
    expectAt(await ask(await startDeafServer(), 3000), 'tls-timeout', 1500);
  });

  it('keeps nobody longer than the deadline', async () => {
    expectAt(await ask(await startDeafServer(), 200), 'timeout', 200);
  });
});

it('fails at once where nobody listens', async () => {
  expectAt(await ask(CLOSED_ORIGIN, 5000), 'refused', 0);
});

it('ends at the deadline when the server froze after it was connected to', async () => {
  expect((await ask(member, 5000)).kind).toBe('ok');
  await sim.control.freeze('node-1');
  expectAt(await ask(member, 300), 'timeout', 300);
});

it('ends at the deadline when the body stops half way', async () => {
  await sim.control.garbage('node-1', 'stall');
  expectAt(await ask(member, 300), 'timeout', 300);
});

it('gives the second attempt no more than what is left', async () => {
  const certificate = await selfSigned({
    commonName: 'root@test',
    usage: 'server',
    fromMs: Date.now(),
    years: 1,
  });
  const { origin, received } = await startTlsServer(certificate, (socket, request) => {
    if (request === 1) setTimeout(() => socket.destroy(), 1500);
  });
  client = connectAs({ ...identityFor(sim), serverFingerprint: certificate.fingerprint });
  expectAt(await ask(origin, 1800), 'timeout', 1800);
  expect(received).toHaveLength(2);
});

describe('a caller that gives up', () => {
  it('has its answer at once', async () => {
    await sim.control.freeze('node-1');
    const abort = new AbortController();
    const pending = ask(member, 5000, abort.signal);
    abort.abort();
    expectAt(await pending, 'timeout', 0);
  });

  it('before it began sends nothing', async () => {
    expect((await ask(member, 5000)).kind).toBe('ok');
    expectAt(await ask(member, 5000, AbortSignal.abort()), 'timeout', 0);
    expect(await sim.control.requests()).toHaveLength(1);
  });

  it('is served again afterwards', async () => {
    await sim.control.freeze('node-1');
    expect((await ask(member, 100)).kind).toBe('timeout');
    await sim.control.thaw('node-1');
    expect((await ask(member, 5000)).kind).toBe('ok');
  });
});

it('an answer that came in time is not missed because this process was busy', async () => {
  const worker = new Worker(new URL('../testing/sim-worker.ts', import.meta.url));
  onTestFinished(async () => void (await worker.terminate()));
  const [elsewhere] = await once(worker, 'message');
  const origin = elsewhere.endpoints[0] ?? '';
  const own = connectAs(identityFor(elsewhere));
  // Several connections: one of them is free at once.
  const warmUps = await Promise.all([1, 2, 3].map(() => own.get(origin, '/1.0', { deadlineMs: 5000 })));
  expect(warmUps).toMatchObject([{ ok: true }, { ok: true }, { ok: true }]);
  await nextTurn();

  const answer = own.get(origin, '/1.0', { deadlineMs: 300 });
  // The question leaves, and its answer takes longer than these turns.
  for (let turn = 0; turn < 10; turn += 1) await nextTurn();
  const busyUntilMs = performance.now() + 2000;
  while (performance.now() < busyUntilMs);
  expect(await answer).toMatchObject({ ok: true, value: { status: 200 } });
});
