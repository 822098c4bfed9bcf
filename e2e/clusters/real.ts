import { join } from 'node:path';
import { freeNetwork } from './addresses.ts';
import type { TestCluster } from './cluster.ts';
import { makeCredentials } from './credentials.ts';
import { startMember } from './member.ts';
import { makeGuardedDir } from './guarded-dir.ts';
import { bootstrapPreseed } from './preseed.ts';
import { realCluster, waitForVoters } from './real-cluster.ts';
import { makeRoster } from './roster.ts';
import type { Software } from './software.ts';

export type RealOptions = {
  /** How many, named `lxd-1`, `lxd-2`, ... or `incus-1`, ...; 3 unless told. */
  members?: number;
  /** `cluster.offline_threshold`, seconds, more than 10; the product's own (20) unless told. */
  offlineThresholdS?: number;
  /** Everything is kept below it; a temporary directory unless told. Must hold no cluster yet. */
  dir?: string;
};

/** Brings up a cluster of real daemons on loopback, in a directory and at addresses of its own. */
export async function startReal(software: Software, options: RealOptions = {}): Promise<TestCluster> {
  const { members: count = 3, offlineThresholdS } = options;
  const names = Array.from({ length: count }, (_, index) => `${software.product}-${index + 1}`);
  const dir = await makeGuardedDir(options.dir);
  const network = await freeNetwork(count);
  let started = 0;
  const startNext = (name: string) => {
    started += 1;
    const host = network.hostOf(started);
    return startMember(software, {
      name,
      dir: join(dir.path, `m${started}`),
      host,
      port: network.port,
    });
  };
  try {
    // All daemons start at once, but they must join one after the other.
    const [founder, ...others] = names.map(startNext);
    if (!founder) throw new RangeError('a cluster has at least one member');
    await founder.init(bootstrapPreseed(founder.name, founder.address));
    if (offlineThresholdS !== undefined) {
      // Not by the preseed: LXD 5.0.2 applies that before it is clustered, and dies of this key. One that is refused
      // would leave Incus 6.0.4 without its addresses, so that it must be a good one.
      await founder.client(['config', 'set', `cluster.offline_threshold=${offlineThresholdS}`]);
    }
    const roster = makeRoster(founder);
    for (const member of others) await roster.join(member);
    await waitForVoters(roster);
    const credentials = await makeCredentials(software, founder, dir.path);
    return realCluster({ software, roster, credentials, startNext, close: dir.release });
  } catch (error) {
    await dir.release();
    throw error;
  }
}
