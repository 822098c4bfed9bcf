import type { Member } from '../member.ts';
import { pick } from '../random.ts';
import type { Random } from '../random.ts';
import type { Pool } from '../storage/pools.ts';
import type { Instance, InstanceStatus } from './instance.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** What people run, by project. */
const roles = {
  default: ['git', 'mail', 'wiki', 'dns', 'vpn', 'monitor', 'ldap', 'backup', 'registry', 'bastion'],
  web: ['frontend', 'api', 'cache', 'db', 'queue', 'search', 'proxy', 'cdn'],
  batch: ['runner', 'worker', 'render', 'import', 'report'],
} as const;

/** Two in three are in the project default. */
const projectOf = (random: Random): keyof typeof roles => {
  const drawn = random();
  if (drawn < 0.65) return 'default';
  return drawn < 0.88 ? 'web' : 'batch';
};

/** Mostly running; one in a hundred is broken. */
function statusOf(random: Random): InstanceStatus {
  const drawn = random();
  if (drawn < 0.8) return 'Running';
  if (drawn < 0.96) return 'Stopped';
  return drawn < 0.99 ? 'Frozen' : 'Error';
}

/** When it was last started, no longer ago than it was made; null for some of those that never were. */
function lastUsed(random: Random, nowMs: number, createdAtMs: number, status: InstanceStatus): number | null {
  if (status === 'Stopped' && random() < 0.2) return null;
  return Math.round(createdAtMs + random() ** 0.3 * (nowMs - createdAtMs));
}

type Place = { random: Random; nowMs: number; members: readonly Member[]; pools: readonly Pool[] };

/** So many instances, dealt to the members; their names are unique in their project. */
export function populate(count: number, { random, nowMs, members, pools }: Place): Omit<Instance, 'id'>[] {
  const taken = new Map<string, number>();
  return Array.from({ length: count }, () => {
    const project = projectOf(random);
    const role = pick(random, roles[project]) ?? 'host';
    const number = (taken.get(`${project}/${role}`) ?? 0) + 1;
    taken.set(`${project}/${role}`, number);
    const status = statusOf(random);
    const createdAtMs = Math.round(nowMs - hourMs - random() * 700 * dayMs);
    return {
      name: `${role}-${number}`,
      project,
      type: random() < 0.25 ? 'virtual-machine' : 'container',
      status,
      memberId: pick(random, members)?.id ?? 0,
      pool: (random() < 0.3 ? pools.at(-1) : pools[0])?.name ?? 'local',
      description: random() < 0.3 ? `The ${role} of ${project === 'default' ? 'everybody' : project}` : '',
      ephemeral: project === 'batch' && random() < 0.5,
      createdAtMs,
      lastUsedAtMs: lastUsed(random, nowMs, createdAtMs, status),
      evacuation: null,
    };
  });
}
