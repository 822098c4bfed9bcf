import { formatBytes, formatSize } from '../../config/values.ts';
import { type Forecast, forecast } from '../../history/forecast.ts';
import { readSize } from '../../history/size.ts';
import type { Retention, StoreSize } from '../../history/store.ts';
import type { Output } from '../output.ts';
import { formatCount, formatMoment, toColumns } from './columns.ts';
import { done, failed } from './failure.ts';

export type SizeReport = {
  file: string;
  /** What there is now. */
  size: StoreSize;
  /** Bytes by table when everything has been kept for as long as the settings say. */
  forecast: Forecast;
  /** What the settings allow. */
  maxBytes: number;
};

/** `rollcall history --size`, as a table or as JSON. */
export async function tellSize(file: string, retention: Retention, json: boolean): Promise<Output> {
  const size = await readSize(file);
  if (!size.ok) return failed(`${file} could not be read`, size.error);
  const report = reportSize(file, size.value, retention);
  return done(json ? sizeAsJson(report) : sizeAsText(report));
}

export function reportSize(file: string, size: StoreSize, retention: Retention): SizeReport {
  return { file, size, forecast: forecast(size, retention), maxBytes: retention.maxBytes };
}

export const sizeAsJson = (report: SizeReport): string => `${JSON.stringify(report, null, 2)}\n`;

export function sizeAsText({ file, size, forecast: full, maxBytes }: SizeReport): string {
  const clusters = size.clusters.map(({ cluster, members, series, firstMs, lastMs }) => [
    cluster,
    formatCount(members),
    formatCount(series),
    formatMoment(firstMs),
    formatMoment(lastMs),
  ]);
  const names = [...new Set([...Object.keys(full.tables), ...Object.keys(size.rows)])];
  const tables = names.map((name) => [name, formatCount(size.rows[name] ?? 0), inBytes(full.tables[name])]);
  const fits = full.total <= maxBytes;
  return [
    `${file}: ${formatBytes(size.bytes)}`,
    '',
    ...toColumns([['cluster', 'members', 'series', 'since', 'until'], ...clusters]),
    '',
    ...toColumns([
      ['table', 'rows now', 'when full'],
      ...tables,
      ['total', formatBytes(size.bytes), formatBytes(full.total)],
    ]),
    '',
    fits
      ? `When full it fits into the ${formatSize(maxBytes)} of history.maxSize.`
      : `When full it would be more than the ${formatSize(maxBytes)} of history.maxSize: the oldest numbers will go before their time.`,
    '',
  ].join('\n');
}

/** Those without a forecast stay small. */
const inBytes = (bytes: number | undefined): string => (bytes === undefined ? '-' : formatBytes(bytes));
