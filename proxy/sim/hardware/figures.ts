import type { Member } from '../member.ts';
import { seededRandom } from '../random.ts';
import type { Host } from './host.ts';

const minuteMs = 60_000;
const pageBytes = 4096;

/** What a machine is doing at a moment. Bytes; load as Linux counts it. */
export type Figures = {
  /** Averages over the last minute, 5 and 15 minutes. */
  load: [number, number, number];
  /** What the kernel has to give. */
  ram: number;
  /** Held by programs. */
  memoryInUse: number;
  /** Neither held by programs nor by caches. */
  memoryFree: number;
  /** Tasks of the kernel, threads included. */
  processes: number;
};

/** A value between 0 and 1 that wanders slowly: three waves of unrelated lengths, from minutes to hours. A pure function
 *  of time, so nothing has to tick for it. */
export const wander = (random: () => number, nowMs: number): number => {
  const waves = [7, 41, 190].map((minutes) =>
    Math.sin((nowMs / (minutes * minuteMs) + random()) * 2 * Math.PI),
  );
  return 0.5 + waves.reduce((sum, wave) => sum + wave, 0) / (2 * waves.length);
};

export const wholePages = (bytes: number): number => Math.round(bytes / pageBytes) * pageBytes;

const hundredths = (value: number): number => Math.round(value * 100) / 100;

/** How busy the machine is at `nowMs`: by its own habits, or as the faults of the member say. */
export function figuresOf(member: Member, host: Host, nowMs: number): Figures {
  const random = host.randomFor('figures');
  const busy = 0.1 + random() * 0.4;
  const { load: forcedLoad, memory: forcedMemory } = member.forced;
  const load = (delayMinutes: number): number =>
    hundredths(
      host.cpus * (forcedLoad ?? busy * wander(seededRandom(member.id), nowMs - delayMinutes * minuteMs)),
    );
  const ram = wholePages(host.ramBytes * 0.98);
  const habit = 0.25 + 0.4 * random() + 0.1 * wander(random, nowMs);
  const inUse = forcedMemory ?? habit;
  const cached = forcedMemory === null ? 0.02 + 0.1 * random() : 0;
  return {
    load: [load(0), load(2), load(6)],
    ram,
    memoryInUse: wholePages(host.ramBytes * inUse),
    memoryFree: wholePages(ram * Math.max(0, 1 - inUse - cached)),
    processes: Math.floor(200 + 600 * busy + 100 * wander(random, nowMs)),
  };
}
