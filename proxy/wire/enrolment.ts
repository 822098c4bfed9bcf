/** Enrolment from the page, while no cluster is configured. */
import * as z from 'zod/mini';
import { Grant } from './grant.ts';

/** Tokens are some hundred characters. */
const MAX_TOKEN_CHARS = 10_000;
const MAX_NAME_CHARS = 63;

/** `token`: what the cluster printed, a secret. `name`: what to call the cluster; null: after its product. */
export const EnrolmentDraft = z.object({
  token: z.string().check(z.minLength(1), z.maxLength(MAX_TOKEN_CHARS)),
  name: z.nullable(z.string().check(z.minLength(1), z.maxLength(MAX_NAME_CHARS))),
});
export type EnrolmentDraft = z.infer<typeof EnrolmentDraft>;

/** That it can be done here, and which file the cluster will stand in. */
export const EnrolmentOffer = z.object({ configFile: z.string() });
export type EnrolmentOffer = z.infer<typeof EnrolmentOffer>;

/** What came of it. Lists are of things, in words. */
export const Enrolment = z.object({
  name: z.string(),
  product: z.enum(['lxd', 'incus']),
  version: z.string(),
  /** How many members there are. */
  members: z.number(),
  grant: z.nullable(Grant),
  mayRead: z.array(z.string()),
  mayNotRead: z.array(z.string()),
  mayChange: z.array(z.string()),
  /** One sentence each: it may change something; something else would be better. Null: nothing to say. */
  warning: z.nullable(z.string()),
  better: z.nullable(z.string()),
  /** What was written. */
  files: z.array(z.string()),
  /** Why Rollcall has to be started again for it, one sentence; null: it is served at once, in the place of the simulated cluster. */
  restart: z.nullable(z.string()),
});
export type Enrolment = z.infer<typeof Enrolment>;
