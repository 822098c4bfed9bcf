/** What the proxy and the browser say to each other: the shapes of `/api`. */
import * as z from 'zod/mini';
import { ClusterView, Delta } from './delta.ts';
import { ClusterSnapshot } from './snapshot.ts';
import { RecordedChange } from './change.ts';
import { RecordedEvent } from './event.ts';
import { Flapping } from './flapping.ts';
import { Moment } from './moment.ts';
import { SessionViewer } from './session.ts';
import { Level, Verdict } from './verdict.ts';

/** A cluster in a list: enough to sort by, to judge and to open. */
export const ClusterSummary = z.object({
  key: z.string(),
  name: z.string(),
  demo: z.boolean(),
  product: z.nullable(z.enum(['lxd', 'incus'])),
  serverVersion: z.nullable(z.string()),
  level: Level,
  sentence: z.string(),
  quorumSentence: z.string(),
  memberCount: z.number(),
  /** Members by LXD's status word. */
  statuses: z.record(z.string(), z.number()),
  /** When the member list was last read; null: never. */
  observedAtMs: z.nullable(z.number()),
  rollCallIntervalMs: z.number(),
});
export type ClusterSummary = z.infer<typeof ClusterSummary>;

/** `GET /api/clusters`. `nowMs` is the proxy's clock, by which all times in the answer are meant. */
export const ClustersAnswer = z.object({ nowMs: z.number(), clusters: z.array(ClusterSummary) });
export type ClustersAnswer = z.infer<typeof ClustersAnswer>;

/**
 * `GET /api/clusters/:cluster`. The verdict is that of `snapshot.observedAtMs`. With `?at=` it is of that moment: `seq` is
 * then 0, and `changes` and `events` are the last ones up to it.
 */
export const ClusterAnswer = z.object({
  seq: z.number(),
  snapshot: ClusterSnapshot,
  verdict: Verdict,
  changes: z.array(RecordedChange),
  events: z.array(RecordedEvent),
  flapping: z.array(Flapping),
  /** Null: it is live. */
  moment: z.nullable(Moment),
});
export type ClusterAnswer = z.infer<typeof ClusterAnswer>;

/** Every answer of `/api` from 400 up. `remedy`: what the caller can do about it. */
export const ApiError = z.object({ code: z.string(), message: z.string(), remedy: z.nullable(z.string()) });
export type ApiError = z.infer<typeof ApiError>;

/**
 * `GET /api/stream?cluster=KEY`: server-sent events, each `event:` one of these, `data:` its JSON.
 * `hello` comes first. `clusters` is the whole list, with every change of it. `view` is a whole cluster: first, and
 * whenever the reader could not keep up or asks to resume from too far back; `delta` is the step to the next one.
 * `beat` comes with every interval, also when nothing else does: a reader that misses three has lost the proxy.
 */
export const STREAM_EVENTS = {
  hello: z.object({
    nowMs: z.number(),
    version: z.string(),
    /** Which build of the page this proxy serves; null: none. A page that meets another than before is outdated. */
    build: z.nullable(z.string()),
    beatMs: z.number(),
    /** Who reads this; not there where nobody has to log in. */
    viewer: z.optional(SessionViewer),
  }),
  clusters: ClustersAnswer,
  view: z.object({ nowMs: z.number(), cluster: z.string(), view: ClusterView }),
  delta: z.object({ nowMs: z.number(), cluster: z.string(), delta: Delta }),
  beat: z.object({ nowMs: z.number() }),
} as const;
export type StreamEventName = keyof typeof STREAM_EVENTS;
export type StreamEvents = { [Name in StreamEventName]: z.infer<(typeof STREAM_EVENTS)[Name]> };
