import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import type { Writable } from 'node:stream';
import { quote } from '../../config/problems.ts';
import { suggest } from '../../wire/suggest.ts';
import { exportHistory } from '../../history/export.ts';
import { readSize } from '../../history/size.ts';
import { EXIT, type Output } from '../output.ts';
import { formatCount } from './columns.ts';
import { done, failed } from './failure.ts';
import { writeWhole } from './whole-file.ts';

type Export = {
  /** The history. */
  file: string;
  /** Null: to `out`. */
  to: string | null;
  force: boolean;
  /** All unless named. */
  cluster: string | undefined;
  out: Writable;
};

/** `rollcall history export [FILE]`. */
export async function exportTo({ file, to, force, cluster, out }: Export): Promise<Output> {
  const unknown = cluster === undefined ? null : await findUnknown(cluster, file);
  if (unknown !== null) return unknown;
  if (to === null) return writeInto(out, file, cluster, () => '');
  return writeWhole(to, force, async (scratch) => {
    const stream = createWriteStream(scratch, { mode: 0o600 });
    const output = await writeInto(stream, file, cluster, (rows) => `${to}: ${formatCount(rows)} rows\n`);
    if (output.exitCode === EXIT.ok) await finished(stream.end());
    else stream.destroy();
    return output;
  });
}

/** What ends the command when the history has nothing of a cluster of this name. */
async function findUnknown(cluster: string, file: string): Promise<Output | null> {
  const size = await readSize(file);
  if (!size.ok) return failed(`${file} could not be read`, size.error);
  const names = size.value.clusters.map((each) => each.cluster);
  if (names.includes(cluster)) return null;
  const meant = suggest(cluster, names);
  const hint = meant === undefined ? `it has ${names.join(', ') || 'none'}` : `did you mean ${meant}?`;
  const stderr = `rollcall: --cluster: the history has no cluster ${quote(cluster)}; ${hint}\n`;
  return { exitCode: EXIT.wrongSettings, stdout: '', stderr };
}

async function writeInto(
  stream: Writable,
  file: string,
  cluster: string | undefined,
  told: (rows: number) => string,
): Promise<Output> {
  // The write that fails says it.
  stream.on('error', () => {});
  const write = (lines: string): Promise<void> =>
    new Promise((resolve, reject) => {
      stream.write(lines, (error) => (error ? reject(error) : resolve()));
    });
  const rows = await exportHistory(file, write, cluster);
  return rows.ok ? done(told(rows.value)) : failed(`${file} could not be exported`, rows.error);
}
