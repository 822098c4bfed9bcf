import { expect, it } from 'vitest';
import { createBoard } from '../rollcall/board.ts';
import { firstSnapshot } from '../rollcall/state.ts';
import { makeApp } from '../testing/app.ts';
import { NOW_MS, STILL_FRESH_MS, TOO_OLD_MS, failed, snapshotOf } from '../wire/testing/scenes.ts';

const cold = firstSnapshot(
  { key: 'lab', name: 'lab', demo: false, rollCallIntervalMs: 2000, probeIntervalMs: 2000 },
  NOW_MS,
);

it('is healthy whatever the clusters are', async () => {
  const app = await makeApp({ board: createBoard([cold]) });
  const answer = await app.inject('/healthz');
  expect([answer.statusCode, answer.json(), answer.headers['cache-control']]).toEqual([
    200,
    { status: 'ok' },
    'no-store',
  ]);
  await app.close();
});

it('is ready from the first roll call of every cluster on, and says what is missing before', async () => {
  const board = createBoard([snapshotOf(), cold]);
  const app = await makeApp({ board });
  const before = await app.inject('/readyz');
  expect([before.statusCode, before.json()]).toEqual([
    503,
    { status: 'unready', reasons: ['lab: no roll call has succeeded yet'] },
  ]);
  board.publish({ ...cold, parts: snapshotOf().parts });
  const after = await app.inject('/readyz');
  expect([after.statusCode, after.json(), after.headers['cache-control']]).toEqual([
    200,
    { status: 'ok' },
    'no-store',
  ]);
  await app.close();
});

it('is not ready while data are older than three beats, and is again when they are fresh', async () => {
  let nowMs = NOW_MS + STILL_FRESH_MS;
  const board = createBoard([snapshotOf()]);
  const app = await makeApp({ board, now: () => nowMs });
  expect((await app.inject('/readyz')).statusCode).toBe(200);
  nowMs = NOW_MS + TOO_OLD_MS;
  const stale = await app.inject('/readyz');
  expect([stale.statusCode, stale.json()]).toEqual([
    503,
    { status: 'unready', reasons: ['prod: the data are 6 s old'] },
  ]);
  board.publish({
    ...snapshotOf(),
    parts: { ...snapshotOf().parts, members: { ...snapshotOf().parts.members, observedAtMs: nowMs } },
  });
  expect((await app.inject('/readyz')).statusCode).toBe(200);
  await app.close();
});

it('says why the list is old', async () => {
  const board = createBoard([snapshotOf({ parts: { members: failed('pin-mismatch', 60_000) } })]);
  const app = await makeApp({ board });
  expect((await app.inject('/readyz')).json()).toEqual({
    status: 'unready',
    reasons: [expect.stringMatching(/^prod: the data are 1 min old \(.*certificate.*\)$/)],
  });
  await app.close();
});
