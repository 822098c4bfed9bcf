import { z } from 'zod';
import { type Findings, quote } from './problems.ts';
import type { SettingPath, SettingsFile } from './settings-file.ts';
import { suggest } from './suggest.ts';

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

const Settings = z.strictObject({
  listen: text.optional(),
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

const SettingsDraft = z.object({
  listen: lenient,
  data: lenient,
  clusters: z.array(ClusterDraft.nullable().catch(null)).optional().catch(undefined),
  intervals: z.object({ rollCall: lenient, probe: lenient }).optional().catch(undefined),
  history: z
    .object({ keep: KeepDraft.optional().catch(undefined), maxSize: lenient })
    .optional()
    .catch(undefined),
});

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
    else findings.problem(spot, 'is an empty list', issue.path.length === 1 ? NO_CLUSTER : NO_ENDPOINT);
    return;
  }
  const value = valueAt(file.data, issue.path);
  const due = issue.code === 'invalid_type' ? (DUE.get(issue.expected) ?? A_MAP) : A_MAP;
  if (value === undefined) findings.problem(spot, 'is missing', `add it: ${due} is due`);
  else findings.problem(spot, `is ${describe(value)}`, `${due} is due`);
}

const NO_CLUSTER = 'name a cluster, or remove the line for the demo';
const NO_ENDPOINT = 'list at least one member, such as https://10.0.0.1:8443';

const A_MAP = 'a map (lines of "key: value")';
const DUE = new Map<string, string>([
  ['string', 'a single value'],
  ['array', 'a list (lines that start with "- ")'],
]);

function describe(value: unknown): string {
  if (typeof value === 'string') return value === '' ? 'empty' : `the single value ${quote(value)}`;
  return Array.isArray(value) ? 'a list' : 'a map';
}

function keysAt(path: SettingPath): string[] {
  if (path[0] === 'clusters') return Object.keys(ClusterSettings.shape);
  if (path[0] === 'intervals') return ['rollCall', 'probe'];
  if (path[0] === 'history') return Object.keys((path[1] === 'keep' ? KeepSettings : HistorySettings).shape);
  return Object.keys(Settings.shape);
}

function valueAt(data: unknown, path: SettingPath): unknown {
  return path.reduce<unknown>((value, step) => {
    if (typeof value !== 'object' || value === null) return undefined;
    return Object.entries(value).find(([key]) => key === String(step))?.[1];
  }, data);
}
