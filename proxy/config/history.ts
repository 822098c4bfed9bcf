import { DEFAULT_RETENTION } from '../history/retention.ts';
import type { Retention } from '../history/store.ts';
import { examine } from './cluster.ts';
import type { SettingsDraft } from './file-schema.ts';
import { type Findings, quote } from './problems.ts';
import type { SettingsFile } from './settings-file.ts';
import { formatDuration, parseDuration, type Parsed, parseSize } from './values.ts';

const SHORTEST_MS = 3_600_000;
const LONGEST_MS = 3650 * 86_400_000;
const LEAST_BYTES = 64 * 10 ** 6;
const MOST_BYTES = 16 * 2 ** 40;

type Keep = keyof NonNullable<NonNullable<SettingsDraft['history']>['keep']>;

/** From fine to coarse: what a finer one has let go, the next must still have. */
const TIERS = [
  { key: 'raw', field: 'rawMs' },
  { key: 'minutes', field: 'minuteMs' },
  { key: 'quarters', field: 'quarterMs' },
] as const satisfies { key: Keep; field: keyof Retention }[];

/** How long the past is kept; what is not written, or wrong, is as by default. */
export function readRetention(
  { file, draft }: { file: SettingsFile; draft: SettingsDraft },
  findings: Findings,
): Retention {
  const { keep, maxSize } = draft.history ?? {};
  const spotOf = (key: Keep) => file.spot(['history', 'keep', key]);
  const parse = (text: string): Parsed<number> => parseDuration(text, SHORTEST_MS, LONGEST_MS);
  const readKeep = (key: Keep, orElse: number): number =>
    examine(keep?.[key], parse, spotOf(key), findings) ?? orElse;
  const inBytes = (text: string): Parsed<number> => parseSize(text, LEAST_BYTES, MOST_BYTES);
  const retention: Retention = {
    changesMs: readKeep('changes', DEFAULT_RETENTION.changesMs),
    rawMs: readKeep('raw', DEFAULT_RETENTION.rawMs),
    minuteMs: readKeep('minutes', DEFAULT_RETENTION.minuteMs),
    quarterMs: readKeep('quarters', DEFAULT_RETENTION.quarterMs),
    maxBytes:
      examine(maxSize, inBytes, file.spot(['history', 'maxSize']), findings) ?? DEFAULT_RETENTION.maxBytes,
  };
  for (const [index, { key, field }] of TIERS.entries()) {
    const finer = TIERS[index - 1];
    if (finer === undefined || retention[finer.field] <= retention[field]) continue;
    // The line at fault is the one that was written.
    const [wrong, other] = keep?.[key] === undefined ? [finer, { key, field }] : [{ key, field }, finer];
    const relation = wrong.key === key ? 'shorter' : 'longer';
    const what = `${quote(formatDuration(retention[wrong.field]))} is ${relation} than ${other.key}, which is ${formatDuration(retention[other.field])}`;
    findings.problem(spotOf(wrong.key), what, 'choose so that raw <= minutes <= quarters');
  }
  return retention;
}
