/** How this Rollcall is set up: the shapes of `/api/settings`. Nothing in them is a secret, or leads to one but by its name. */
import * as z from 'zod/mini';
import { Grant } from './grant.ts';
import { Recording } from './moment.ts';

/**
 * A cluster, by what it is asked with at present. `from`: where it is configured; `demo`: nowhere, it is simulated.
 * `pin`: SHA-256 of the certificate that it is known by. `grant`: what our certificate may; null: the cluster has not said.
 * Ends of certificates are ms UTC; null: not known. Texts of `grant` are the cluster's.
 */
export const ClusterSettings = z.object({
  key: z.string(),
  name: z.string(),
  from: z.enum(['file', 'environment', 'demo']),
  product: z.nullable(z.enum(['lxd', 'incus'])),
  /** Those of the settings, as origins. Other members are learned from these, and asked, too. */
  endpoints: z.array(z.string()),
  pin: z.string(),
  grant: z.nullable(Grant),
  clientNotAfterMs: z.nullable(z.number()),
  serverNotAfterMs: z.nullable(z.number()),
  recording: Recording,
});
export type ClusterSettings = z.infer<typeof ClusterSettings>;

/** Who gets in, once they reach it. */
export const LogInSettings = z.object({
  /** How many accounts there are of each role; zero: nobody logs in by a password. */
  accounts: z.object({ operator: z.number(), viewer: z.number() }),
  /** Single sign-on: the host of the provider, and what the page calls it; null: not so. */
  provider: z.nullable(z.object({ host: z.string(), label: z.string() })),
  /** A reverse proxy that names people: in which header, and whose word is taken (addresses, nets as CIDR); null: not so. */
  header: z.nullable(z.object({ name: z.string(), from: z.array(z.string()) })),
  /** How long a log-in holds: without use, and with, ms. */
  sessions: z.object({ idleMs: z.number(), longestMs: z.number() }),
});
export type LogInSettings = z.infer<typeof LogInSettings>;

/** Who can reach it, and how. */
export const AccessSettings = z.object({
  /** Null: whoever reaches it may do everything. */
  logIn: z.nullable(LogInSettings),
  /** Where it listens, as `host:port`. `loopback`: no other machine can reach that. */
  listen: z.string(),
  loopback: z.boolean(),
  /** Where browsers find it, as an origin; null: it was not said. */
  publicUrl: z.nullable(z.string()),
  /** Whose `X-Forwarded-*` is believed: addresses, and nets as CIDR. */
  trustedProxies: z.array(z.string()),
  /** The certificate that is presented to browsers at present, with the names that it is for; null: plain http is served. */
  tls: z.nullable(z.object({ fingerprint: z.string(), notAfterMs: z.number(), names: z.array(z.string()) })),
  /** The names by which it may be asked for; addresses and `localhost` go without saying. */
  hosts: z.array(z.string()),
});
export type AccessSettings = z.infer<typeof AccessSettings>;

/** Where the past is kept. How recording goes is told of each cluster. */
export const RecordSettings = z.object({
  store: z.enum(['sqlite', 'memory']),
  /** Absolute; null: it is in memory alone, and gone with the process. */
  file: z.nullable(z.string()),
  /** Of the file and the two beside it; null: there is none. */
  bytes: z.nullable(z.number()),
  /** How long changes are kept, and numbers in steps of 10 s, 1 min and 15 min, ms; and how big it may become. */
  retention: z.object({
    changesMs: z.number(),
    rawMs: z.number(),
    minuteMs: z.number(),
    quarterMs: z.number(),
    maxBytes: z.number(),
  }),
});
export type RecordSettings = z.infer<typeof RecordSettings>;

export const ProgramSettings = z.object({
  version: z.string(),
  startedAtMs: z.number(),
  rollCallIntervalMs: z.number(),
  probeIntervalMs: z.number(),
  /** The settings file, absolute; null: there is none. */
  configFile: z.nullable(z.string()),
  /** All that the settings came from, in words: `rollcall.yaml, environment`. */
  source: z.string(),
});
export type ProgramSettings = z.infer<typeof ProgramSettings>;

/** `GET /api/settings`: what the proxy runs with at `nowMs`, which may be less than what its files say by now. */
export const SettingsAnswer = z.object({
  nowMs: z.number(),
  clusters: z.array(ClusterSettings),
  access: AccessSettings,
  record: RecordSettings,
  program: ProgramSettings,
});
export type SettingsAnswer = z.infer<typeof SettingsAnswer>;
