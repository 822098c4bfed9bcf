import { stat } from 'node:fs/promises';
import { backUp } from '../../history/backup.ts';
import type { Output } from '../output.ts';
import { formatBytes } from '../../config/values.ts';
import { done, failed } from './failure.ts';
import { writeWhole } from './whole-file.ts';

/** `rollcall history backup FILE`. */
export function backupTo(to: string, file: string, force: boolean): Promise<Output> {
  return writeWhole(to, force, async (scratch) => {
    const backedUp = await backUp(file, scratch);
    if (!backedUp.ok) return failed(`${file} could not be backed up`, backedUp.error);
    const { size } = await stat(scratch);
    return done(`${to}: ${formatBytes(size)}\n`);
  });
}
