import type { X509Certificate } from 'node:crypto';
import type { Account, SessionLimits } from '../access/account.ts';
import type { OidcSettings } from '../access/oidc/settings.ts';
import type { VouchingSettings } from '../access/vouching.ts';
import type { Retention } from '../history/store.ts';
import type { Spot } from './problems.ts';

/** How much the log says; pino's own names. */
export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** One cluster, with everything that is needed to talk to it. Holds key material: never log it whole. */
export type ClusterConfig = {
  /** The id of the cluster in URLs and in the API; equal to `name`. */
  key: string;
  name: string;
  /** Which of the two it was given in; `demo`: in neither, it is simulated. */
  from: 'file' | 'environment' | 'demo';
  /** Origins in the order given, without duplicates: `https://host:port`, no trailing slash. */
  endpoints: string[];
  clientCertPem: string;
  clientKeyPem: string;
  /** SHA-256 of the server's certificate (DER): 64 lower-case hexadecimal digits. */
  serverFingerprint: string;
  clientCertNotAfterMs: number;
  /** `null` when only the fingerprint of the server's certificate was configured. */
  serverCertNotAfterMs: number | null;
  /** Absolute; null: it came from no files. */
  files: ClusterFiles | null;
};

/** Where the certificates and the key of a cluster were read from; `serverCert` null: only its fingerprint was given. */
export type ClusterFiles = { clientCert: string; clientKey: string; serverCert: string | null };

/** Where to serve. `port` 0 lets the system choose one; an IPv6 host stands without brackets. */
export type ListenAddress = { host: string; port: number };

/** A certificate that can be presented, and its key. Holds key material: never log it whole. */
export type TlsPair = {
  /** The certificate, and those of its issuers after it. */
  certPem: string;
  keyPem: string;
  certificate: X509Certificate;
  notAfterMs: number;
  /** The host names that it is for, in lower case, without wildcards. */
  names: string[];
};

/** The two files as they were written, and where; they are read again when they change. */
export type WrittenTls = {
  cert: string;
  key: string;
  /** Relative paths start here. */
  directory: string;
  spot(field: 'cert' | 'key'): Spot;
};

/** What `tls` says; `pair` is what the files held at the start. */
export type TlsConfig = { written: WrittenTls; pair: TlsPair };
/** Who may log in. */
export type AccessConfig = {
  sessions: SessionLimits;
  accounts: Account[];
  /** By a provider; null: not so. Holds a secret: never log it whole. */
  oidc: OidcSettings | null;
  /** By a header of a reverse proxy's; null: not so. */
  header: VouchingSettings | null;
};

/** What the proxy runs on; made by `parseConfig`, immutable afterwards. */
export type Config = {
  listen: ListenAddress;
  /** The names by which browsers may ask for it, in lower case; addresses and `localhost` go without saying. */
  hosts: string[];
  /** The certificate that is presented to browsers; null: plain HTTP is served. */
  tls: TlsConfig | null;
  /** Where browsers find it, as an origin; null: it was not said. */
  publicUrl: string | null;
  /** Whose `X-Forwarded-*` is believed: addresses, and nets as CIDR. */
  trustedProxies: string[];
  /** Null: whoever reaches it may do everything. */
  access: AccessConfig | null;
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
  /** The settings file, absolute; null: there is none. */
  file: string | null;
  /** Where the settings came from, for the log: a file's path, `environment`, `defaults`, or a list of these. */
  source: string;
};
