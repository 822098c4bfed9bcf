/** Readers that do not read, on real sockets: what the kernel takes is real, and so is what waits in the process. */
import { type ServerResponse, createServer } from 'node:http';
import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type Board, createBoard } from '../rollcall/board.ts';
import { type StreamClient, openStream } from '../testing/stream-client.ts';
import { viewAfter } from '../testing/sse.ts';
import type { ClusterSnapshot } from '../wire/snapshot.ts';
import { NOW_MS, memberRow, online, snapshotOf } from '../wire/testing/scenes.ts';
import { type Hub, createHub } from './hub.ts';

// Tens of megabytes, on a machine that may be busy.
vi.setConfig({ testTimeout: 30_000 });

/** About 1 MB as a whole view, and every step changes all of it. */
const bigScene = (step: number): ClusterSnapshot =>
  snapshotOf({
    members: memberRow(500, (name) =>
      online(name, ['database'], { description: `${step} `.padEnd(1500, 'x') }),
    ),
  });

let board: Board;
let hub: Hub;
let nowMs = NOW_MS;
let port = 0;
const responses: ServerResponse[] = [];
const server = createServer((_request, response) => {
  response.writeHead(200);
  hub.join(response, { keys: ['prod'], sight: 'all', lastEventId: undefined });
  responses.push(response);
});
beforeEach(async () => {
  nowMs = NOW_MS;
  board = createBoard([bigScene(0)]);
  hub = createHub({ board, run: 'run-1', version: '1', build: null, beatMs: 20, now: () => nowMs });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  port = typeof address === 'object' && address !== null ? address.port : 0;
});
afterEach(async () => {
  hub.close();
  responses.length = 0;
  await new Promise((resolve) => server.close(resolve));
});

const until = (condition: () => boolean) =>
  expect.poll(condition, { timeout: 20_000, interval: 20 }).toBe(true);
const viewsHeard = (client: StreamClient): number =>
  client.events().filter(({ event }) => event === 'view').length;

it('takes no more memory than a view for a reader that does not read, and tells it the latest when it does', async () => {
  const viewBytes = JSON.stringify(board.view('prod')).length;
  expect(viewBytes).toBeGreaterThan(800_000);
  const client = openStream(port);
  client.socket.pause();
  await until(() => hub.readers() === 1);
  let most = 0;
  // 40 MB in all: far more than the kernel takes.
  for (let step = 1; step <= 40; step += 1) {
    board.publish(bigScene(step));
    await setImmediate();
    most = Math.max(most, responses[0]?.writableLength ?? 0);
  }
  expect(most).toBeGreaterThan(viewBytes / 2);
  expect(most).toBeLessThan(viewBytes * 2);
  client.socket.resume();
  const isLatest = (): boolean =>
    client.events().some(({ id, event }) => event === 'view' && id === 'run-1/prod/40');
  await until(isLatest);
  expect(viewAfter(client.events(), 'prod')).toEqual(board.view('prod'));
  // And that is all: nothing is sent again while nothing is new.
  const heard = viewsHeard(client);
  const beats = (): number => client.events().filter(({ event }) => event === 'beat').length;
  const before = beats();
  await until(() => beats() > before + 5);
  expect(viewsHeard(client)).toBe(heard);
  board.publish(bigScene(41));
  await until(() => client.events().some(({ id, event }) => event === 'delta' && id === 'run-1/prod/41'));
  expect(viewAfter(client.events(), 'prod')).toEqual(board.view('prod'));
  client.socket.destroy();
  await until(() => hub.readers() === 0);
});

it('does not hold up those who read', async () => {
  const [stuck, quick] = [openStream(port), openStream(port)];
  stuck.socket.pause();
  await until(() => hub.readers() === 2 && viewsHeard(quick) === 1);
  for (let step = 1; step <= 10; step += 1) {
    board.publish(bigScene(step));
    await until(() => quick.events().some(({ id }) => id === `run-1/prod/${step}`));
  }
  expect(viewAfter(quick.events(), 'prod')).toEqual(board.view('prod'));
  for (const { socket } of [stuck, quick]) socket.destroy();
  await until(() => hub.readers() === 0);
});

it('gives up on a reader that reads nothing for a minute', async () => {
  const client = openStream(port);
  client.socket.pause();
  await until(() => hub.readers() === 1);
  for (let step = 1; step <= 20; step += 1) {
    board.publish(bigScene(step));
    await setImmediate();
  }
  nowMs += 61_000;
  await until(() => hub.readers() === 0);
  client.socket.resume();
  await until(() => client.ended());
});
