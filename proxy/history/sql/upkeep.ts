/** What has to be done from time to time: a bounded piece of each kind of work at a time. */
import type { Retention } from '../store.ts';
import { expireAudit } from './access.ts';
import { dropOldest, expireLists, expireRuns } from './expire-lists.ts';
import { expireSamples, keepFrom, oldestChunk } from './expire-samples.ts';
import { createPruning } from './prune.ts';
import { rollUpDue } from './roll-up-due.ts';
import type { Sql } from './tables.ts';

type Space = { usedBytes(): number; shrink(): boolean };

/** Gives whether there is more to do. */
export function createUpkeep(
  db: Sql,
  space: Space,
): (retention: Retention, nowMs: number) => Promise<boolean> {
  const prune = createPruning(db);

  /** While the file is too large, something has to go before its time. */
  const makeRoom = async ({ maxBytes }: Retention): Promise<boolean> => {
    if (space.usedBytes() <= maxBytes) return false;
    const oldest = await oldestChunk(db);
    if (oldest !== undefined) {
      await keepFrom(db, oldest.tier, oldest.untilMs);
      return true;
    }
    return (await dropOldest(db, 'occurrences')) || dropOldest(db, 'changes');
  };

  return async (retention, nowMs) => {
    const changesFromMs = nowMs - retention.changesMs;
    const pieces = [
      await rollUpDue(db, nowMs),
      await expireSamples(db, retention, nowMs),
      await expireLists(db, changesFromMs),
      await expireAudit(db, changesFromMs),
      await prune(changesFromMs, nowMs),
      await makeRoom(retention),
      space.shrink(),
    ];
    await expireRuns(db, changesFromMs);
    return pieces.includes(true);
  };
}
