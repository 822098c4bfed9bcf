/** Links by which a screen reads the walls of some clusters, and nothing else: the shapes of `/api/displays`. */
import * as z from 'zod/mini';

/** `all`, or the keys of some. */
export const DisplayClusters = z.union([z.literal('all'), z.array(z.string())]);
export type DisplayClusters = z.infer<typeof DisplayClusters>;

/** Times are ms UTC; null: that has not happened. */
export const Display = z.object({
  id: z.string(),
  /** Text of whoever made it. */
  name: z.string(),
  clusters: DisplayClusters,
  madeAtMs: z.number(),
  /** The name of whoever made it; null: nobody in particular. */
  madeBy: z.nullable(z.string()),
  /** When its link was opened for the first time. */
  firstUsedAtMs: z.nullable(z.number()),
  /** When a screen was last there, to the hour. */
  lastSeenAtMs: z.nullable(z.number()),
  revokedAtMs: z.nullable(z.number()),
});
export type Display = z.infer<typeof Display>;

/** `GET /api/displays`: also those that were revoked, of the last 400 days; the newest first. */
export const DisplaysAnswer = z.object({ displays: z.array(Display) });
export type DisplaysAnswer = z.infer<typeof DisplaysAnswer>;

export const MAX_DISPLAY_NAME = 64;
/** More keys than any settings name. */
const MAX_CLUSTERS = 200;

/** Body of `POST /api/displays`. */
export const DisplayDraft = z.object({
  name: z.string().check(z.maxLength(MAX_DISPLAY_NAME)),
  clusters: z.union([
    z.literal('all'),
    z.array(z.string().check(z.maxLength(100))).check(z.maxLength(MAX_CLUSTERS)),
  ]),
});
export type DisplayDraft = z.infer<typeof DisplayDraft>;

/** What it is answered with. `token`: this once, and never again. */
export const DisplayMade = z.object({ display: Display, token: z.string() });
export type DisplayMade = z.infer<typeof DisplayMade>;

/** Body of `POST /api/displays/session`. */
export const DisplayLogIn = z.object({ token: z.string().check(z.maxLength(200)) });
export type DisplayLogIn = z.infer<typeof DisplayLogIn>;
