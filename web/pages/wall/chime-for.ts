/** Which sound a change of level makes. Pure. */
import { LEVEL_RANK } from '~wire/assess.ts';
import type { Level } from '~wire/verdict.ts';
import type { Chime } from './chime.ts';

/** More is a nuisance, and tells nothing more. */
const APART_MS = 10_000;

/** What was last heard of: the level that the last sound left, and when that was; and the last that was known at all. */
export type Heard = { level: Level; known: Level | null; atMs: number };

/**
 * The sound of having come from what was heard to `level`, and what is heard of then. Changes that come too soon wait: they are
 * told by where they have led, and not at all if that is where they began.
 */
export function chimeFor(
  heard: Heard | null,
  level: Level,
  nowMs: number,
): { chime: Chime | null; heard: Heard } {
  // With the first level nothing has changed.
  if (heard === null) return { chime: null, heard: { level, known: knownOf(level), atMs: -Infinity } };
  if (heard.level === level || nowMs - heard.atMs < APART_MS) return { chime: null, heard };
  const known = knownOf(level);
  const next: Heard = { level, known: known ?? heard.known, atMs: nowMs };
  if (known === null) return { chime: 'blind', heard: next };
  // Data that come back are good news, unless they tell of something worse than was known before.
  const worse = LEVEL_RANK[level] > LEVEL_RANK[heard.known ?? level];
  return { chime: worse ? 'worse' : 'better', heard: next };
}

const knownOf = (level: Level): Level | null => (level === 'unknown' ? null : level);
