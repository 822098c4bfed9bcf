import { z } from 'zod';
import { type Findings, quote } from './problems.ts';
import type { SettingPath, SettingsFile } from './settings-file.ts';
import { suggest } from '../wire/suggest.ts';

const text = z.string().trim().min(1);

const ClusterSettings = z.strictObject({
  name: text,
  endpoints: z.array(text).min(1),
  clientCert: text,
  clientKey: text,
  serverCert: text.optional(),
  serverFingerprint: text.optional(),
});

const KeepSettings = z.strictObject({
  changes: text.optional(),
  raw: text.optional(),
  minutes: text.optional(),
  quarters: text.optional(),
});

const HistorySettings = z.strictObject({ keep: KeepSettings.optional(), maxSize: text.optional() });

const TlsSettings = z.strictObject({ cert: text, key: text });
const AccountSettings = z.strictObject({ name: text, password: text, role: text });

const names = z.array(text).min(1).optional();

const OidcSettings = z.strictObject({
  issuer: text,
  clientId: text,
  clientSecretFile: text.optional(),
  label: text.optional(),
  scopes: names,
  nameClaim: text.optional(),
  rolesClaim: text.optional(),
  roles: z.strictObject({ operator: names, viewer: names }),
});

const HeaderSettings = z.strictObject({
  name: text,
  groups: text.optional(),
  from: z.array(text).min(1),
  operators: names,
  operatorGroups: names,
  viewers: names,
  viewerGroups: names,
  everyone: text.optional(),
});

const AccessSettings = z.strictObject({
  sessions: z.strictObject({ idle: text.optional(), longest: text.optional() }).optional(),
  accounts: z.array(AccountSettings).min(1).optional(),
  oidc: OidcSettings.optional(),
  header: HeaderSettings.optional(),
});

const Settings = z.strictObject({
  listen: text.optional(),
  hosts: z.array(text).min(1).optional(),
  tls: TlsSettings.optional(),
  publicUrl: text.optional(),
  trustedProxies: z.array(text).min(1).optional(),
  access: AccessSettings.optional(),
  data: text.optional(),
  clusters: z.array(ClusterSettings).min(1).optional(),
  intervals: z.strictObject({ rollCall: text.optional(), probe: text.optional() }).optional(),
  history: HistorySettings.optional(),
});

const lenient = text.optional().catch(undefined);

const ClusterDraft = z.object({
  name: lenient,
  endpoints: ClusterSettings.shape.endpoints.optional().catch(undefined),
  clientCert: lenient,
  clientKey: lenient,
  serverCert: lenient,
  serverFingerprint: lenient,
});

const KeepDraft = z.object({ changes: lenient, raw: lenient, minutes: lenient, quarters: lenient });

const AccountDraft = z.object({ name: lenient, password: lenient, role: lenient });

const lenientNames = z.array(text).optional().catch(undefined);

const OidcDraft = z.object({
  issuer: lenient,
  clientId: lenient,
  clientSecretFile: lenient,
  label: lenient,
  scopes: lenientNames,
  nameClaim: lenient,
  rolesClaim: lenient,
  roles: z.object({ operator: lenientNames, viewer: lenientNames }).optional().catch(undefined),
});

const HeaderDraft = z.object({
  name: lenient,
  groups: lenient,
  from: lenientNames,
  operators: lenientNames,
  operatorGroups: lenientNames,
  viewers: lenientNames,
  viewerGroups: lenientNames,
  everyone: lenient,
});

const AccessDraft = z.object({
  sessions: z.object({ idle: lenient, longest: lenient }).optional().catch(undefined),
  accounts: z.array(AccountDraft.nullable().catch(null)).optional().catch(undefined),
  oidc: OidcDraft.optional().catch(undefined),
  header: HeaderDraft.optional().catch(undefined),
});

const SettingsDraft = z.object({
  listen: lenient,
  hosts: z.array(text).optional().catch(undefined),
  tls: z.object({ cert: lenient, key: lenient }).optional().catch(undefined),
  publicUrl: lenient,
  trustedProxies: z.array(text).optional().catch(undefined),
  access: AccessDraft.optional().catch(undefined),
  data: lenient,
  clusters: z.array(ClusterDraft.nullable().catch(null)).optional().catch(undefined),
  intervals: z.object({ rollCall: lenient, probe: lenient }).optional().catch(undefined),
  history: z
    .object({ keep: KeepDraft.optional().catch(undefined), maxSize: lenient })
    .optional()
    .catch(undefined),
});

export type OidcDraft = z.infer<typeof OidcDraft>;
export type HeaderDraft = z.infer<typeof HeaderDraft>;
/** One cluster's settings as text, where each may be missing. */
export type ClusterDraft = z.infer<typeof ClusterDraft>;
/** The settings of a file that have the right shape; those which do not are left out
 *  (a cluster that is no map is `null`, to keep the count). */
export type SettingsDraft = z.infer<typeof SettingsDraft>;

/** Reports every unknown, missing and misshapen setting, and gives those that can be examined further. */
export function readSettings(file: SettingsFile, findings: Findings): SettingsDraft {
  if (file.data === null) {
    findings.problem(file.spot([]), 'the file is empty', 'name the clusters in it, or remove the file');
    return {};
  }
  const issues = Settings.safeParse(file.data).error?.issues ?? [];
  // Of a value of the wrong kind zod may also say that it is too short.
  const firstOf = new Map(issues.toReversed().map((issue) => [JSON.stringify(issue.path), issue]));
  for (const issue of issues) {
    if (firstOf.get(JSON.stringify(issue.path)) === issue) reportIssue(issue, file, findings);
  }
  return SettingsDraft.catch({}).parse(file.data);
}

function reportIssue(issue: z.core.$ZodIssue, file: SettingsFile, findings: Findings): void {
  if (issue.code === 'unrecognized_keys') {
    for (const key of issue.keys) {
      const known = keysAt(issue.path);
      const meant = suggest(key, known);
      const remedy = meant === undefined ? `use ${known.join(', ')}` : `did you mean ${meant}?`;
      findings.problem(file.spot([...issue.path, key]), 'there is no such setting', remedy);
    }
    return;
  }
  const spot = file.spot(issue.path);
  if (issue.code === 'too_small') {
    if (issue.origin === 'string') findings.problem(spot, 'is empty', 'give it a value or remove the line');
    else
      findings.problem(spot, 'is an empty list', EMPTY_LISTS.get(String(issue.path.at(-1))) ?? NO_ENDPOINT);
    return;
  }
  const value = valueAt(file.data, issue.path);
  const due = issue.code === 'invalid_type' ? (DUE.get(issue.expected) ?? A_MAP) : A_MAP;
  if (value === undefined) findings.problem(spot, 'is missing', `add it: ${due} is due`);
  else findings.problem(spot, `is ${describe(value)}`, `${due} is due`);
}

const NO_CLUSTER = 'name a cluster, or remove the line for the demo';
const NO_ENDPOINT = 'list at least one member, such as https://10.0.0.1:8443';
const EMPTY_LISTS = new Map([
  ['clusters', NO_CLUSTER],
  ['hosts', 'list a name, such as rollcall.example.org, or remove the line'],
  ['accounts', 'list at least one, with a name, a password and a role'],
  ['from', 'list the address of the reverse proxy, such as 127.0.0.1'],
  ...['operators', 'operatorGroups', 'viewers', 'viewerGroups', 'operator', 'viewer'].map(
    (key) => [key, 'list a name, or remove the line'] as const,
  ),
  ['scopes', 'list openid, or remove the line'],
  ['trustedProxies', 'list an address or a net, such as 127.0.0.1, or remove the line'],
]);

const A_MAP = 'a map (lines of "key: value")';
const DUE = new Map<string, string>([
  ['string', 'a single value'],
  ['array', 'a list (lines that start with "- ")'],
]);

function describe(value: unknown): string {
  if (typeof value === 'string') return value === '' ? 'empty' : `the single value ${quote(value)}`;
  return Array.isArray(value) ? 'a list' : 'a map';
}

/** What may stand in the map at a path. */
function keysAt(path: SettingPath): string[] {
  const schema = path.reduce<z.core.$ZodType | undefined>((at, step) => {
    const within = at instanceof z.ZodOptional ? at.unwrap() : at;
    if (within instanceof z.ZodArray) return within.element;
    return within instanceof z.ZodObject ? within.shape[String(step)] : undefined;
  }, Settings);
  const map = schema instanceof z.ZodOptional ? schema.unwrap() : schema;
  return map instanceof z.ZodObject ? Object.keys(map.shape) : [];
}

function valueAt(data: unknown, path: SettingPath): unknown {
  return path.reduce<unknown>((value, step) => {
    if (typeof value !== 'object' || value === null) return undefined;
    return Object.entries(value).find(([key]) => key === String(step))?.[1];
  }, data);
}
