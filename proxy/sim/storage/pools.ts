import type { Clock } from '../clock.ts';
import { wander, wholePages } from '../hardware/figures.ts';
import { hostOf } from '../hardware/host.ts';
import type { Member } from '../member.ts';
import { hashOf, seededRandom } from '../random.ts';

export type Pool = {
  name: string;
  driver: 'dir' | 'ceph';
  description: string;
  /** The cluster's part of its configuration; the members' own parts are not in it. */
  config: Record<string, string>;
  /** One for all members, so that all report the same of it. */
  isShared: boolean;
};

const local: Pool = { name: 'local', driver: 'dir', description: '', config: {}, isShared: false };

const remote: Pool = {
  name: 'remote',
  driver: 'ceph',
  description: 'Replicated three times',
  config: {
    'ceph.cluster_name': 'ceph',
    'ceph.osd.pg_num': '32',
    'ceph.osd.pool_name': 'instances',
    'ceph.user.name': 'cluster',
    'volatile.pool.pristine': 'true',
  },
  isShared: true,
};

/** Bytes, and counts of inodes; 0 of these where the driver has none. */
type Usage = { space: { used: number; total: number }; inodes: { used: number; total: number } };

type Options = { clock: Clock; seed: number; /** When the cluster was made. */ memberCount: number };

/** The storage pools: one of each member's own disks, and in clusters of three and more one that all share. */
export class Pools {
  readonly #options: Options;
  readonly #pools: readonly Pool[];
  /** Shares that faults have set, 0 to 1; by pool and, where each member has its own, member. */
  readonly #filled = new Map<string, number>();

  constructor(options: Options) {
    this.#options = options;
    this.#pools = options.memberCount >= 3 ? [local, remote] : [local];
  }

  list(): readonly Pool[] {
    return this.#pools;
  }

  find(name: string): Pool | undefined {
    return this.#pools.find((pool) => pool.name === name);
  }

  /** Fills it up to `share`; null lets it be again. A shared one is then as full at every member. */
  fill(pool: Pool, member: Member, share: number | null): void {
    const key = keyOf(pool, member);
    if (share === null) this.#filled.delete(key);
    else this.#filled.set(key, share);
  }

  letBe(): void {
    this.#filled.clear();
  }

  /** As the member sees it now. */
  usage(pool: Pool, member: Member): Usage {
    const { clock, seed, memberCount } = this.#options;
    const random = seededRandom(hashOf(`${seed}/${keyOf(pool, member)}`));
    const habit = 0.15 + 0.5 * random() + 0.05 * wander(random, clock.nowMs());
    const share = this.#filled.get(keyOf(pool, member)) ?? habit;
    const total = wholePages(
      pool.isShared ? memberCount * 10_000_000_000_000 : hostOf(member.id, seed).poolDisk.size * 0.98,
    );
    const inodes = pool.isShared ? 0 : Math.floor(total / 16_384);
    return {
      space: { used: wholePages(total * share), total },
      inodes: { used: Math.floor(inodes * share * 0.2), total: inodes },
    };
  }
}

const keyOf = (pool: Pool, member: Member): string =>
  pool.isShared ? pool.name : `${pool.name}/${member.id}`;
