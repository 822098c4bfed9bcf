/** What LXD itself told of as it happened: its lifecycle events, without their free-form context. */
import * as z from 'zod/mini';

/** Source: `GET /1.0/events?type=lifecycle`. */
export const LifecycleEvent = z.object({
  atMs: z.number(),
  /** What happened, in LXD's own word: `instance-started`, `cluster-member-updated`. An open set. */
  action: z.string(),
  /** What it happened to, as a path of the API without its query. */
  source: z.string(),
  /** The last part of `source`, decoded: the name of the instance, the member, the pool. */
  subject: z.string(),
  project: z.nullable(z.string()),
  /** The member that acted, which need not be the one acted upon; null: the server is not clustered, or does not say. */
  location: z.nullable(z.string()),
  /** Who asked for it, by name and protocol; null: nobody, or LXD does not say. */
  requestor: z.nullable(z.object({ username: z.string(), protocol: z.string(), address: z.string() })),
});
export type LifecycleEvent = z.infer<typeof LifecycleEvent>;

/** An event as this run of the proxy recorded it; `id` rises by one. */
export const RecordedEvent = z.extend(LifecycleEvent, { id: z.number() });
export type RecordedEvent = z.infer<typeof RecordedEvent>;

/** How many events a view holds. */
export const MAX_EVENTS = 200;

/** Whether an event is about a member: it acted, or it was acted upon. */
export const concerns = (event: LifecycleEvent, member: string): boolean =>
  event.location === member || event.source === `/1.0/cluster/members/${encodeURIComponent(member)}`;
