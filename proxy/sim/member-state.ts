import type { Guise } from './guise.ts';
import type { Member } from './member.ts';
import { hashOf, seededRandom } from './random.ts';

const gibibyte = 2 ** 30;
const minuteMs = 60_000;

/** A value between 0 and 1 that wanders slowly: three waves of unrelated lengths, from minutes to hours. A pure function
 *  of time, so nothing has to tick for it. */
const wander = (random: () => number, nowMs: number): number => {
  const waves = [7, 41, 190].map((minutes) =>
    Math.sin((nowMs / (minutes * minuteMs) + random()) * 2 * Math.PI),
  );
  return 0.5 + waves.reduce((sum, wave) => sum + wave, 0) / (2 * waves.length);
};

const hundredths = (value: number): number => Math.round(value * 100) / 100;

/** `GET /1.0/cluster/members/{name}/state` at `nowMs`: figures of a host that is fixed by the seed and the member's id,
 *  and that is busier at times. Bytes, seconds, counts. */
export function memberState(member: Member, nowMs: number, seed: number, guise: Guise) {
  const random = seededRandom(hashOf(`${seed}/${member.id}`));
  const cpus = [8, 16, 32][Math.floor(random() * 3)] ?? 16;
  const totalRam = cpus * 4 * gibibyte;
  const busy = 0.1 + random() * 0.4;
  const load = (delayMinutes: number) =>
    hundredths(cpus * busy * wander(seededRandom(member.id), nowMs - delayMinutes * minuteMs));
  const usedShare = 0.25 + 0.45 * random() + 0.1 * wander(random, nowMs);
  const diskTotal = (1 + Math.floor(random() * 4)) * 1024 * gibibyte;
  const diskShare = 0.15 + 0.5 * random() + 0.05 * wander(random, nowMs);
  const inodes = diskTotal / 16_384;
  const wholeBytes = (bytes: number) => Math.round(bytes / 4096) * 4096;
  return {
    sysinfo: {
      uptime: Math.floor((nowMs - member.bootedAtMs) / 1000),
      load_averages: [load(0), load(2), load(6)],
      total_ram: totalRam,
      free_ram: wholeBytes(totalRam * (1 - usedShare)),
      shared_ram: wholeBytes(totalRam * 0.001),
      buffered_ram: wholeBytes(totalRam * 0.02),
      total_swap: 0,
      free_swap: 0,
      processes: Math.floor(200 + 600 * busy + 100 * wander(random, nowMs)),
      ...(guise.logicalCpus ? { logical_cpus: cpus } : {}),
    },
    storage_pools: {
      local: {
        space: { used: wholeBytes(diskTotal * diskShare), total: diskTotal },
        inodes: { used: Math.floor(inodes * diskShare * 0.2), total: inodes },
      },
    },
  };
}
