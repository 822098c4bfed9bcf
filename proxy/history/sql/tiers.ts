/** In which steps samples are kept: what is measured, and two roll-ups of it. */

/** `chunkMs`: how much of a series is one row. */
export type Tier = { stepMs: number; chunkMs: number };

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

export const RAW: Tier = { stepMs: 10 * SECOND_MS, chunkMs: 10 * MINUTE_MS };
export const MINUTE: Tier = { stepMs: MINUTE_MS, chunkMs: HOUR_MS };
export const QUARTER: Tier = { stepMs: 15 * MINUTE_MS, chunkMs: 24 * HOUR_MS };

/** The finest first. A chunk of each is made of whole chunks of the one before. */
export const TIERS: readonly Tier[] = [RAW, MINUTE, QUARTER];

export const finerThan = (tier: Tier): Tier | undefined => TIERS[TIERS.indexOf(tier) - 1];
/** All of them, the next one first. */
export const coarserThan = (tier: Tier): readonly Tier[] => TIERS.slice(TIERS.indexOf(tier) + 1);

/** Where the step or chunk that holds a moment begins. */
export const floorTo = (atMs: number, ms: number): number => Math.floor(atMs / ms) * ms;
export const ceilTo = (atMs: number, ms: number): number => Math.ceil(atMs / ms) * ms;
