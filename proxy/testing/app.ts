/** The app on a board of one's own, listening on a free port of loopback. */
import { type AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { openAccess } from '../access/access.ts';
import { type AppDeps, buildApp } from '../app.ts';
import { createEventFeed } from '../forward/event-feed.ts';
import { openMemory } from '../history/testing/memory-store.ts';
import { createBoard } from '../rollcall/board.ts';
import { NOW_MS, snapshotOf } from '../wire/testing/scenes.ts';
import { settingsAnswer } from '../wire/testing/settings.ts';
import { type Upstream, boardOf } from './upstream.ts';

export const RUN = 'run-1';

/** An app that serves one cluster, `prod`, in which all is well at `NOW_MS`; nothing of it listens. */
export const makeApp = (deps: Partial<AppDeps> = {}): Promise<FastifyInstance> =>
  buildApp({
    board: createBoard([snapshotOf()]),
    forwarders: new Map(),
    registers: new Map(),
    feeds: new Map(),
    history: { store: openMemory(), past: () => undefined },
    hosts: [],
    access: openAccess(),
    settings: settingsAnswer,
    tls: null,
    log: pino({ level: 'silent' }),
    version: '1.2.3',
    run: RUN,
    beatMs: 2000,
    enrolling: null,
    staticDir: null,
    now: () => NOW_MS,
    ...deps,
  });

/** An app that forwards to these clusters, the first of them under the bare path. */
export function makeForwardingApp(
  upstreams: Readonly<Record<string, Upstream>>,
  deps: Partial<AppDeps> = {},
): Promise<FastifyInstance> {
  const board = boardOf(Object.values(upstreams));
  const { now = () => 0 } = deps;
  const forwarders = new Map(
    Object.entries(upstreams).map(([key, upstream]) => [key, upstream.forwarder(board, 2000, now)]),
  );
  const feeds = new Map(Object.keys(upstreams).map((key) => [key, createEventFeed()]));
  return makeApp({ board, forwarders, feeds, now, ...deps });
}

/** Has it listen; returns the port. */
export async function listen(app: FastifyInstance): Promise<number> {
  await app.listen({ host: '127.0.0.1', port: 0 });
  const isTcp = (address: AddressInfo | string | null): address is AddressInfo =>
    typeof address === 'object' && address !== null;
  const address = app.server.address();
  if (!isTcp(address)) throw new Error('the app listens on no port');
  return address.port;
}
