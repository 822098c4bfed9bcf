import { QueryClient } from '@tanstack/react-query';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { StreamEventName, StreamEvents } from '~wire/api.ts';
import { type ClusterView, deltaOf } from '~wire/delta.ts';
import { NOW_MS, offline, online, snapshotOf } from '~wire/testing/scenes.ts';
import { type ProxyClock, createProxyClock } from '../lib/clock.ts';
import { type Live, createLive } from './live.ts';
import { cachedView, clusterQuery, clustersQuery } from './queries.ts';

/** An EventSource without a network. */
class FakeSource {
  readonly url: string;
  readonly #listeners = new Map<string, (event: MessageEvent) => void>();
  closed = false;
  constructor(url: string) {
    this.url = url;
  }
  addEventListener(type: string, listener: (event: MessageEvent) => void): void {
    this.#listeners.set(type, listener);
  }
  close(): void {
    this.closed = true;
  }
  send<Name extends StreamEventName>(name: Name, frame: StreamEvents[Name]): void {
    this.sendText(name, JSON.stringify(frame));
  }
  sendText(name: StreamEventName, data: string): void {
    this.#listeners.get(name)?.(new MessageEvent(name, { data }));
  }
  fail(): void {
    this.#listeners.get('error')?.(new MessageEvent('error'));
  }
}

const BEAT_MS = 2000;
const before: ClusterView = { seq: 1, snapshot: snapshotOf(), changes: [], events: [], flapping: [] };
const after: ClusterView = {
  seq: 2,
  snapshot: snapshotOf({
    members: [online('node-1', ['database-leader']), offline('node-2'), online('node-3')],
  }),
  changes: [],
  events: [],
  flapping: [],
};

let elapsedMs = 0;
/** How far the clock of the page's own machine is ahead of the proxy's. */
let aheadMs = 0;
let sources: FakeSource[] = [];
let queryClient: QueryClient;
let live: Live;
let unfollow: () => void;
const suspectLogOut = vi.fn<(begun: boolean) => void>();
const outdated = vi.fn<(unreadable: boolean) => void>();

const pass = (ms: number): void => {
  elapsedMs += ms;
  vi.advanceTimersByTime(ms);
};
const latest = (): FakeSource => {
  const source = sources.at(-1);
  if (source === undefined) throw new Error('no stream was opened');
  return source;
};
const settle = (): Promise<void> => Promise.resolve();
const greet = (source: FakeSource, build: string | null = 'b1'): void => {
  source.send('hello', { nowMs: NOW_MS + elapsedMs, version: '1', build, beatMs: BEAT_MS });
  source.send('clusters', { nowMs: NOW_MS + elapsedMs, clusters: [] });
};

let clock: ProxyClock;

const begin = (): Live => {
  clock = createProxyClock(() => ({ monotonicMs: elapsedMs, wallMs: NOW_MS + aheadMs + elapsedMs }));
  return createLive({
    queryClient,
    clock,
    open: (url) => {
      const source = new FakeSource(url);
      sources.push(source);
      return source;
    },
    random: () => 0,
    suspectLogOut,
    outdated,
  });
};

beforeEach(async () => {
  vi.useFakeTimers();
  vi.spyOn(console, 'error').mockReturnValue(undefined);
  elapsedMs = 0;
  aheadMs = 0;
  sources = [];
  queryClient = new QueryClient({ defaultOptions: { queries: { structuralSharing: false } } });
  live = begin();
  unfollow = live.follow('prod');
  live.start();
  await settle();
});
afterEach(() => {
  live.close();
  queryClient.clear();
  vi.restoreAllMocks();
  outdated.mockReset();
  vi.useRealTimers();
});

describe('a stream that ends without a word', () => {
  const hello = { nowMs: NOW_MS, version: '1', build: null, beatMs: BEAT_MS };
  const viewer = { name: 'ana', role: 'operator', by: 'account' } as const;
  beforeEach(() => suspectLogOut.mockClear());

  it('may have ended with the session, where somebody had to log in', () => {
    expect(live.viewer()).toBeNull();
    latest().send('hello', { ...hello, viewer });
    expect(live.viewer()).toEqual(viewer);
    expect(suspectLogOut).not.toHaveBeenCalled();
    latest().fail();
    expect(suspectLogOut.mock.calls).toEqual([[true]]);
  });

  it('may not have been admitted, where it never began', () => {
    latest().fail();
    expect(suspectLogOut.mock.calls).toEqual([[false]]);
  });

  it('has nothing to do with sessions where there are none', () => {
    latest().send('hello', hello);
    latest().fail();
    expect(suspectLogOut).not.toHaveBeenCalled();
    expect(live.viewer()).toBeNull();
  });
});

describe('frames', () => {
  it('put whole views, steps and the list into the cache', () => {
    greet(latest());
    latest().send('view', { nowMs: NOW_MS, cluster: 'prod', view: before });
    expect(cachedView(queryClient, 'prod')).toEqual(before);
    latest().send('delta', { nowMs: NOW_MS, cluster: 'prod', delta: deltaOf(before, after) });
    expect(cachedView(queryClient, 'prod')).toEqual(after);
    expect(queryClient.getQueryData(clustersQuery().queryKey)).toEqual({ nowMs: NOW_MS, clusters: [] });
  });

  it('keep members that a step does not touch as they are', () => {
    greet(latest());
    queryClient.setQueryData(clusterQuery('prod').queryKey, before);
    latest().send('delta', { nowMs: NOW_MS, cluster: 'prod', delta: deltaOf(before, after) });
    expect(cachedView(queryClient, 'prod')?.snapshot.members[2]).toBe(before.snapshot.members[2]);
  });

  it('ask for the whole again when a step does not follow', () => {
    greet(latest());
    queryClient.setQueryData(clusterQuery('prod').queryKey, { ...before, seq: 7 });
    latest().send('delta', { nowMs: NOW_MS, cluster: 'prod', delta: deltaOf(before, after) });
    expect(sources.map((source) => source.closed)).toEqual([true, false]);
    expect(cachedView(queryClient, 'prod')?.seq).toBe(7);
  });

  it.each([
    ['not JSON', '{'],
    ['another shape', '{"nowMs":"soon"}'],
  ])('that are %s are dropped, and the stream reopened after a pause', (_what, text) => {
    greet(latest());
    latest().sendText('beat', text);
    expect(live.connection()).toEqual({ state: 'lost', sinceMs: NOW_MS, cause: 'garbled' });
    expect(latest().closed).toBe(true);
    pass(500);
    expect(sources.length).toBe(2);
  });

  it('of a stream that was closed no longer count', () => {
    const old = latest();
    greet(old);
    old.fail();
    old.send('view', { nowMs: NOW_MS, cluster: 'prod', view: before });
    expect(cachedView(queryClient, 'prod')).toBeUndefined();
  });
});

describe('the build that the proxy serves', () => {
  const meet = (build: string | null): void => {
    latest().fail();
    pass(500);
    greet(latest(), build);
  };

  it('loads the page anew once it is another than before', () => {
    greet(latest());
    meet('b1');
    meet(null);
    expect(outdated).not.toHaveBeenCalled();
    meet('b2');
    expect(outdated).toHaveBeenCalledOnce();
  });

  it('is taken as it is when it is the first', () => {
    greet(latest(), null);
    meet('b2');
    expect(outdated).not.toHaveBeenCalled();
  });
});

describe('the watch on the stream', () => {
  it('reopens one that has been silent for more than three beats, and not sooner', () => {
    greet(latest());
    pass(3 * BEAT_MS);
    live.check();
    expect(live.connection().state).toBe('live');
    pass(1);
    live.check();
    expect(live.connection()).toEqual({ state: 'lost', sinceMs: NOW_MS, cause: 'silent' });
    expect(latest().closed).toBe(true);
  });

  it('tries for ever, at longer and longer intervals, and says since when', () => {
    greet(latest());
    const waits: number[] = [];
    for (let attempt = 0; attempt < 8; attempt += 1) {
      const opened = sources.length;
      latest().fail();
      let waitedMs = 0;
      while (sources.length === opened && waitedMs < 60_000) {
        pass(100);
        waitedMs += 100;
      }
      waits.push(waitedMs);
    }
    expect(waits).toEqual([500, 1000, 2000, 4000, 8000, 10_000, 10_000, 10_000]);
    expect(live.connection()).toEqual({ state: 'lost', sinceMs: NOW_MS, cause: 'silent' });
  });

  it('is live again with the first frame, and patient no more', () => {
    greet(latest());
    latest().fail();
    pass(500);
    greet(latest());
    expect(live.connection()).toEqual({ state: 'live', atMs: NOW_MS + 500 });
    latest().fail();
    pass(500);
    expect(sources.length).toBe(3);
  });

  it('tries at once when the network is back', () => {
    greet(latest());
    for (let attempt = 0; attempt < 6; attempt += 1) {
      latest().fail();
      pass(10_000);
    }
    latest().fail();
    const opened = sources.length;
    live.retry();
    expect(sources.length).toBe(opened + 1);
  });
});

describe('what is followed', () => {
  it('is asked for by one stream', async () => {
    expect(sources.map((source) => source.url)).toEqual(['/api/stream?cluster=prod']);
    unfollow();
    live.follow('other');
    await settle();
    expect(sources.map(({ url, closed }) => [url, closed])).toEqual([
      ['/api/stream?cluster=prod', true],
      ['/api/stream?cluster=other', false],
    ]);
  });

  it('does not reopen the stream for another page of the same cluster', async () => {
    unfollow();
    live.follow('prod');
    await settle();
    expect(sources.length).toBe(1);
  });
});

describe.each([
  ['ahead', 300_000],
  ['behind', -300_000],
])('on a machine whose clock is %s', (_what, offMs) => {
  beforeEach(async () => {
    live.close();
    aheadMs = offMs;
    live = begin();
    live.start();
    await settle();
    clock.subscribe(live.check);
  });

  it('the first answer sets the clock, and none after it, nor after a frame', () => {
    live.told(NOW_MS);
    expect(clock.tickMs()).toBe(NOW_MS);
    live.told(NOW_MS - 60_000);
    expect(clock.nowMs()).toBe(NOW_MS);
    greet(latest());
    live.told(NOW_MS - 60_000);
    expect(clock.nowMs()).toBe(NOW_MS);
  });

  it('a stream that has not said anything yet is not lost because of that, nor kept for longer', () => {
    const opened = latest();
    pass(BEAT_MS);
    live.told(NOW_MS + elapsedMs);
    expect(opened.closed).toBe(false);
    pass(2 * BEAT_MS);
    expect(opened.closed).toBe(false);
    pass(1001);
    expect(opened.closed).toBe(true);
  });

  it('neither is one that begins with the time', () => {
    const opened = latest();
    greet(opened);
    expect(clock.tickMs()).toBe(NOW_MS);
    expect(live.connection()).toEqual({ state: 'live', atMs: NOW_MS });
    expect(opened.closed).toBe(false);
  });
});
