import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Board, createBoard } from '../rollcall/board.ts';
import { type Heard, parseEvents, viewAfter } from '../testing/sse.ts';
import type { ClusterSnapshot } from '../wire/snapshot.ts';
import { NOW_MS, member, memberRow, offline, online, snapshotOf } from '../wire/testing/scenes.ts';
import { type Hub, createHub } from './hub.ts';

const BEAT_MS = 2000;
const RUN = 'run-1';

/** A response whose socket is full whenever `full` says so. */
class FakeSink extends EventEmitter {
  full = false;
  ended = false;
  destroyed = false;
  readonly #chunks: Buffer[] = [];

  write(frame: Buffer): boolean {
    this.#chunks.push(frame);
    return !this.full;
  }
  end(): void {
    this.ended = true;
    this.emit('close');
  }
  destroy(): void {
    this.destroyed = true;
  }
  drain(): void {
    this.full = false;
    this.emit('drain');
  }
  events(): Heard[] {
    return parseEvents(Buffer.concat(this.#chunks).toString());
  }
  /** Names of the events since the last call. */
  news(): string[] {
    const names = this.events().map(({ event }) => event);
    return names.splice(this.#told, (this.#told = names.length));
  }
  #told = 0;
}

const cluster = (key: string): ClusterSnapshot['cluster'] => ({ ...snapshotOf().cluster, key, name: key });
const scene = (key: string, members = memberRow(3, (name) => online(name))): ClusterSnapshot =>
  snapshotOf({ cluster: cluster(key), members });

let board: Board;
let hub: Hub;
beforeEach(() => {
  vi.useFakeTimers({ now: NOW_MS });
  board = createBoard([scene('prod'), scene('lab')]);
  hub = createHub({ board, run: RUN, version: '1.2.3', build: 'b1', beatMs: BEAT_MS, now: Date.now });
});
afterEach(() => {
  hub.close();
  vi.useRealTimers();
});

function join(keys: string[] = ['prod'], lastEventId?: string): FakeSink {
  const sink = new FakeSink();
  hub.join(sink, { keys, sight: 'all', lastEventId });
  return sink;
}
const publish = (key = 'prod', members = memberRow(3, (name) => online(name))): void =>
  board.publish({ ...scene(key, members), observedAtMs: Date.now() });

describe('a reader', () => {
  it('hears hello, the list and the whole view, and nothing twice', () => {
    const sink = join();
    expect(sink.events()).toMatchObject([
      { event: 'hello', id: null, data: { nowMs: NOW_MS, version: '1.2.3', build: 'b1', beatMs: BEAT_MS } },
      { event: 'clusters', data: { clusters: [{ key: 'prod' }, { key: 'lab' }] } },
      { event: 'view', id: `${RUN}/prod/0`, data: { cluster: 'prod' } },
    ]);
    expect(viewAfter(sink.events(), 'prod')).toEqual(board.view('prod'));
    sink.news();
    vi.advanceTimersByTime(BEAT_MS * 3);
    expect(sink.news()).toEqual(['beat', 'beat', 'beat']);
  });

  it('holds what the board holds after each step', () => {
    const sink = join();
    const rows = [
      memberRow(3, (name, number) => (number === 2 ? offline(name) : online(name))),
      memberRow(4, (name) => online(name)),
      memberRow(4, (name) => online(name)).toReversed(),
      [member('node-9'), ...memberRow(2, (name) => online(name))],
      [],
      memberRow(1, (name) => online(name, [], { description: 'line one\nline two\r\n\r\ndata: x' })),
    ];
    for (const members of rows) {
      vi.advanceTimersByTime(700);
      publish('prod', members);
      expect(viewAfter(sink.events(), 'prod')).toEqual(board.view('prod'));
    }
    const names = sink.events().map(({ event }) => event);
    expect(names.filter((name) => name === 'view')).toHaveLength(1);
    expect(names.filter((name) => name === 'delta')).toHaveLength(rows.length);
  });

  it('hears of the clusters that it asked for, and the list of all', () => {
    const [prod, both, none] = [join(['prod']), join(['prod', 'lab', 'prod']), join([])];
    for (const sink of [prod, both, none]) sink.news();
    publish('lab');
    expect([prod.news(), both.news(), none.news()]).toEqual([[], ['delta'], []]);
    vi.advanceTimersByTime(1000);
    expect([prod.news(), both.news(), none.news()]).toEqual([['clusters'], ['clusters'], ['clusters']]);
    expect(viewAfter(both.events(), 'lab')).toEqual(board.view('lab'));
  });

  it('hears the list once for many snapshots', () => {
    const sink = join([]);
    sink.news();
    for (let round = 0; round < 10; round += 1) publish();
    vi.advanceTimersByTime(1000);
    expect(sink.news()).toEqual(['clusters']);
  });

  it('is told the time of sending, not that of the snapshot', () => {
    join();
    vi.advanceTimersByTime(BEAT_MS * 10);
    const late = join();
    expect(late.events()).toMatchObject([{}, {}, { event: 'view', data: { nowMs: Date.now() } }]);
  });

  it('is forgotten when it leaves', () => {
    const sink = join();
    expect(hub.readers()).toBe(1);
    sink.emit('close');
    expect(hub.readers()).toBe(0);
    sink.news();
    publish();
    vi.advanceTimersByTime(BEAT_MS);
    expect(sink.news()).toEqual([]);
  });
});

describe('a reader that comes back', () => {
  const steps = (count: number): void => {
    for (let step = 0; step < count; step += 1) {
      publish(
        'prod',
        memberRow(3, (name) => online(name, [], { description: `step ${step}` })),
      );
    }
  };

  it('hears exactly the steps that it missed', () => {
    steps(2);
    const before = join();
    steps(5);
    const [held, missed] = [viewAfter(before.events().slice(0, 3), 'prod'), before.events().slice(3)];
    const back = join(['prod'], `${RUN}/prod/2`);
    expect(back.events().map(({ event, id }) => [event, id])).toEqual([
      ['hello', null],
      ['clusters', null],
      ...[3, 4, 5, 6, 7].map((seq) => ['delta', `${RUN}/prod/${seq}`]),
    ]);
    expect(back.events().slice(2)).toEqual(missed);
    expect(viewAfter(back.events(), 'prod', held)).toEqual(board.view('prod'));
  });

  it('hears no view when it missed nothing', () => {
    steps(3);
    expect(join(['prod'], `${RUN}/prod/3`).news()).toEqual(['hello', 'clusters']);
  });

  it('hears every step that is kept, and the whole view from further back', () => {
    steps(70);
    const names = (seq: number): string[] => join(['prod'], `${RUN}/prod/${seq}`).news().slice(2);
    expect(names(10)).toEqual(Array(60).fill('delta'));
    expect(names(9)).toEqual(['view']);
  });

  it.each([
    ['another run', 'run-2/prod/2'],
    ['another cluster', `${RUN}/lab/0`],
    ['no such cluster', `${RUN}/nope/2`],
    ['the future', `${RUN}/prod/99`],
    ['garbage', 'garbage'],
    ['nothing', ''],
    ['a line break', `${RUN}/prod/2\r\ndata: x`],
  ])('hears the whole view after %s', (_what, lastEventId) => {
    steps(3);
    const sink = join(['prod'], lastEventId);
    expect(sink.news()).toEqual(['hello', 'clusters', 'view']);
    expect(viewAfter(sink.events(), 'prod')).toEqual(board.view('prod'));
  });

  it('hears whole views when it reads several clusters', () => {
    steps(3);
    expect(join(['prod', 'lab'], `${RUN}/prod/2`).news()).toEqual(['hello', 'clusters', 'view', 'view']);
  });
});

describe('a reader that can not keep up', () => {
  it('is sent nothing until it drained, and then the latest view once', () => {
    const sink = join();
    sink.full = true;
    publish();
    sink.news();
    for (let round = 0; round < 20; round += 1) publish();
    vi.advanceTimersByTime(BEAT_MS * 5);
    expect(sink.news()).toEqual([]);
    sink.drain();
    expect(sink.news()).toEqual(['view', 'clusters']);
    expect(viewAfter(sink.events(), 'prod')).toEqual(board.view('prod'));
    publish();
    expect(sink.news()).toEqual(['delta']);
  });

  it('is sent nothing again when it drained and had missed nothing', () => {
    const sink = join();
    sink.full = true;
    publish();
    sink.news();
    sink.drain();
    expect(sink.news()).toEqual([]);
  });

  it('hears of each of its clusters in turn, though every view fills its socket', () => {
    const sink = new FakeSink();
    sink.full = true;
    hub.join(sink, { keys: ['prod', 'lab'], sight: 'all', lastEventId: undefined });
    const drainOnce = (): string[] => {
      sink.emit('drain');
      return sink.news();
    };
    expect(sink.news()).toEqual(['hello']);
    expect([drainOnce(), drainOnce(), drainOnce(), drainOnce()]).toEqual([
      ['clusters'],
      ['view'],
      ['view'],
      [],
    ]);
    publish('prod');
    publish('prod');
    publish('lab');
    expect(sink.news()).toEqual(['delta']);
    expect([drainOnce(), drainOnce(), drainOnce()]).toEqual([['view'], ['view'], []]);
    expect(viewAfter(sink.events(), 'prod')).toEqual(board.view('prod'));
    expect(viewAfter(sink.events(), 'lab')).toEqual(board.view('lab'));
  });

  it('is destroyed and forgotten after a minute without draining', () => {
    const [stuck, slow] = [join(), join()];
    stuck.full = true;
    slow.full = true;
    publish();
    vi.advanceTimersByTime(59_000);
    slow.drain();
    vi.advanceTimersByTime(4000);
    expect([stuck.destroyed, slow.destroyed]).toEqual([true, false]);
    expect(hub.readers()).toBe(1);
  });
});

it('ends its readers when it closes, and does not wait for those that are full', () => {
  const [quick, stuck] = [join(), join()];
  stuck.full = true;
  publish();
  hub.close();
  expect([quick.ended, quick.destroyed]).toEqual([true, false]);
  expect(stuck.destroyed).toBe(true);
  expect(hub.readers()).toBe(0);
  expect(vi.getTimerCount()).toBe(0);
});
