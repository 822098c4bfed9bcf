/** Rules about room: storage pools and memory that are nearly used up. Only what was read lately counts. */
import { isReadingFresh } from '../freshness.ts';
import type { ClusterSnapshot, Member } from '../snapshot.ts';
import type { Reason } from '../verdict.ts';
import { type PoolSpace, memoryShare, share } from '../vitals.ts';
import { type Rule, type Scene, about } from './scene.ts';
import { namesOf } from './words.ts';

/** From which share (0 to 1) on it is a notice, and then trouble. */
type Limits = { notice: number; degraded: number };
const POOL_LIMITS: Limits = { notice: 0.9, degraded: 0.95 };
/** A host can do with little memory left, as long as some is. */
const MEMORY_LIMITS: Limits = { notice: 0.9, degraded: 0.97 };

function levelOf(used: number, { notice, degraded }: Limits): 'notice' | 'degraded' | null {
  if (used >= degraded) return 'degraded';
  return used >= notice ? 'notice' : null;
}

/** Whether so much of a pool (0 to 1) is used that it is worth a notice. */
export const isNearlyFull = (used: number): boolean => used >= POOL_LIMITS.notice;

/** As the page writes shares, but what is not all used is never said to be. */
const percent = (used: number): string => `${used < 1 ? Math.min(99, Math.round(used * 100)) : 100}%`;

/** `92%`, `92% to 95%`. */
function range(shares: readonly number[]): string {
  const [least, most] = [percent(Math.min(...shares)), percent(Math.max(...shares))];
  return least === most ? most : `${least} to ${most}`;
}

type Used = { member: Member; used: number };

/** One reason for each level that somebody has reached. */
function perLevel(
  users: readonly Used[],
  limits: Limits,
  make: (level: Reason['level'], members: Member[], used: string) => Reason,
): Reason[] {
  return (['degraded', 'notice'] as const).flatMap((level) => {
    const those = users.filter(({ used }) => levelOf(used, limits) === level);
    if (those.length === 0) return [];
    return [
      make(
        level,
        those.map(({ member }) => member),
        range(those.map(({ used }) => used)),
      ),
    ];
  });
}

type Told = { member: Member; pool: PoolSpace };

/** The fullest pool of each member that told of one lately. */
const toldLately = ({ seen, snapshot, nowMs }: Scene): Told[] =>
  seen.flatMap(({ member }) => {
    const { fullestPool: pool, poolsAtMs } = member.vitals;
    return pool !== null && isReadingFresh(poolsAtMs, snapshot.rings.pools, nowMs) ? [{ member, pool }] : [];
  });

/** Members read the same pool moments apart. */
const ALIKE_SHARE = 0.001;

/** Whether several members tell of one pool, and not each of one of its own by the same name. */
function isShared(name: string, told: readonly Told[], { pools }: ClusterSnapshot): boolean {
  const remote = pools.find((pool) => pool.name === name)?.remote ?? null;
  if (remote !== null) return remote;
  const [first, ...others] = told.map(({ pool }) => pool);
  if (first === undefined || others.length === 0) return false;
  return others.every(
    ({ usedBytes, totalBytes }) =>
      totalBytes === first.totalBytes && Math.abs(usedBytes - first.usedBytes) <= ALIKE_SHARE * totalBytes,
  );
}

export const fullPools: Rule = (scene) =>
  [...Map.groupBy(toldLately(scene), ({ pool }) => pool.name)].flatMap(([name, told]) => {
    const users = told.map(({ member, pool }) => ({ member, used: share(pool.usedBytes, pool.totalBytes) }));
    if (isShared(name, told, scene.snapshot)) {
      const used = Math.max(...users.map((user) => user.used));
      const level = levelOf(used, POOL_LIMITS);
      return level === null
        ? []
        : [about('pool-full', level, [], `Storage pool ${name} is ${percent(used)} full.`)];
    }
    return perLevel(users, POOL_LIMITS, (level, members, used) =>
      about('pool-full', level, members, `Storage pool ${name} is ${used} full on ${namesOf(members)}.`),
    );
  });

export const fullMemory: Rule = ({ seen, snapshot, nowMs }) => {
  const users = seen.flatMap(({ member }): Used[] => {
    const used = memoryShare(member.vitals);
    const fresh = isReadingFresh(member.vitals.resourcesAtMs, snapshot.rings.resources, nowMs);
    return used !== null && fresh ? [{ member, used }] : [];
  });
  return perLevel(users, MEMORY_LIMITS, (level, members, used) =>
    about('memory-full', level, members, `Memory is ${used} used on ${namesOf(members)}.`),
  );
};
