import { hashOf, pick, seededRandom } from '../random.ts';
import type { Random } from '../random.ts';
import { models } from './models.ts';
import type { Model } from './models.ts';

const gibibyte = 2 ** 30;

/** The machine that a member runs on. All that the API says of its hardware follows from this. */
export type Host = {
  model: Model;
  /** Threads of all cores of all sockets. */
  cpus: number;
  /** NUMA nodes: one for each socket. */
  nodes: number;
  /** What is plugged in, bytes; the kernel keeps a little of it for itself. */
  ramBytes: number;
  /** Graphics cards; most machines have none. */
  gpus: number;
  /** Each of the two NVMe disks on which the member's own pool is mirrored; bytes. */
  poolDisk: { model: string; size: number };
  /** Rotating disks, for the pool that the members share. */
  hardDisks: number;
  /** A source of numbers for one part of it: what is made of one part does not change with another. */
  randomFor: (part: string) => Random;
};

/** 0.96, 1.92, 3.84 and 7.68 TB as they are sold. */
const smallDisk = { model: 'SAMSUNG MZQL2960HCJR-00A07', size: 960_197_124_096 };
const poolDisks = [
  smallDisk,
  { model: 'SAMSUNG MZQL21T9HCJR-00A07', size: 1_920_383_410_176 },
  { model: 'SAMSUNG MZQL23T8HCLS-00A07', size: 3_840_755_982_336 },
  { model: 'SAMSUNG MZQL27T6HBLA-00A07', size: 7_681_501_126_656 },
];

/** The same machine for the same seed and member, whatever its name is. */
export function hostOf(memberId: number, seed: number): Host {
  const randomFor = (part: string): Random => seededRandom(hashOf(`${seed}/${memberId}/${part}`));
  const random = randomFor('machine');
  const cpus = pick(random, [8, 16, 32] as const) ?? 16;
  const model = random() < 0.5 ? models[cpus][0] : models[cpus][1];
  return {
    model,
    cpus,
    nodes: model.sockets,
    ramBytes: cpus * 4 * gibibyte,
    gpus: cpus > 8 && random() < 0.4 ? 1 + Math.floor(random() * 2) : 0,
    poolDisk: pick(random, poolDisks) ?? smallDisk,
    hardDisks: random() < 0.4 ? 4 : 0,
    randomFor,
  };
}

/** So many digits of `alphabet`, as on a sticker. */
export const serial = (
  random: Random,
  length: number,
  alphabet = '0123456789ABCDEFGHJKLMNPQRSTUVWXYZ',
): string => Array.from({ length }, () => alphabet.charAt(Math.floor(random() * alphabet.length))).join('');

export const hexDigits = '0123456789abcdef';
