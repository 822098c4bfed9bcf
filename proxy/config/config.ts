import type { Retention } from '../history/store.ts';

/** How much the log says; pino's own names. */
export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** One cluster, with everything that is needed to talk to it. Holds key material: never log it whole. */
export type ClusterConfig = {
  /** The id of the cluster in URLs and in the API; equal to `name`. */
  key: string;
  name: string;
  /** Origins in the order given, without duplicates: `https://host:port`, no trailing slash. */
  endpoints: string[];
  clientCertPem: string;
  clientKeyPem: string;
  /** SHA-256 of the server's certificate (DER): 64 lower-case hexadecimal digits. */
  serverFingerprint: string;
  clientCertNotAfterMs: number;
  /** `null` when only the fingerprint of the server's certificate was configured. */
  serverCertNotAfterMs: number | null;
};

/** Where to serve. `port` 0 lets the system choose one; an IPv6 host stands without brackets. */
export type ListenAddress = { host: string; port: number };

/** What the proxy runs on; made by `parseConfig`, immutable afterwards. */
export type Config = {
  listen: ListenAddress;
  /** The operator asked to serve beyond the loopback address although there is no login. */
  insecureListen: boolean;
  /** Absolute; the directory for everything that the proxy writes. It need not exist yet. */
  dataDir: string;
  logLevel: LogLevel;
  rollCallIntervalMs: number;
  probeIntervalMs: number;
  /** How long the past is kept, and how big it may become. */
  history: { retention: Retention };
  /** Empty: no cluster is configured, run the demo. */
  clusters: ClusterConfig[];
  /** Where the settings came from, for the log: a file's path, `environment`, `defaults`, or a list of these. */
  source: string;
};
