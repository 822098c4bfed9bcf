/** What the machine of a member has to do and to give, as figures that can be read from afar. Pure. */
import { isReadingFresh } from '~wire/freshness.ts';
import type { RingState, Rings } from '~wire/snapshot.ts';
import { type Vitals, loadPerThread, memoryShare, share } from '~wire/vitals.ts';
import { formatCount, formatLoad, formatShare } from '../../lib/units.ts';

/** In few letters, the most telling first. `runs`: how many instances do. */
export const NUMBER_KINDS = ['load', 'mem', 'disk', 'runs'] as const;
export type NumberKind = (typeof NUMBER_KINDS)[number];

/** `part`: of all there is, 0 to 1 or more; null where there is no such whole. */
export type WallNumber = { kind: NumberKind; value: string; part: number | null };

/** Those that are known and not old. */
export function numbersOf(
  vitals: Vitals,
  { state, resources, pools, instances }: Rings,
  nowMs: number,
): WallNumber[] {
  const { load, fullestPool } = vitals;
  const memory = memoryShare(vitals);
  const numbers: WallNumber[] = [];
  const fresh = (atMs: number | null, ring: RingState): boolean =>
    atMs !== null && isReadingFresh(atMs, ring, nowMs);
  if (load !== null && fresh(vitals.stateAtMs, state)) {
    const value = load[0] < 10 ? formatLoad(load[0]) : load[0].toFixed(load[0] < 100 ? 1 : 0);
    numbers.push({ kind: 'load', value, part: loadPerThread(vitals) });
  }
  if (memory !== null && fresh(vitals.resourcesAtMs, resources)) {
    numbers.push({ kind: 'mem', value: formatShare(memory), part: memory });
  }
  if (fullestPool !== null && fresh(vitals.poolsAtMs, pools)) {
    const used = share(fullestPool.usedBytes, fullestPool.totalBytes);
    numbers.push({ kind: 'disk', value: formatShare(used), part: used });
  }
  if (vitals.instances !== null && fresh(instances.observedAtMs, instances)) {
    numbers.push({ kind: 'runs', value: formatCount(vitals.instances.running), part: null });
  }
  return numbers;
}
