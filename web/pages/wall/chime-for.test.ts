import { expect, it } from 'vitest';
import type { Level } from '~wire/verdict.ts';
import { type Heard, chimeFor } from './chime-for.ts';

/** What is heard of levels, each at its second. */
function hear(...levels: readonly (readonly [second: number, level: Level])[]) {
  let heard: Heard | null = null;
  return levels.map(([second, level]) => {
    const step = chimeFor(heard, level, second * 1000);
    heard = step.heard;
    return step.chime;
  });
}

it('nothing is heard when the page begins, and while all stays as it is', () => {
  expect(hear([0, 'critical'], [1, 'critical'], [60, 'critical'])).toEqual([null, null, null]);
});

it('what gets worse falls, what gets better rises, and that nothing is known is neither', () => {
  expect(hear([0, 'ok'], [1, 'degraded'], [20, 'critical'], [40, 'unknown'], [60, 'ok'])).toEqual([
    null,
    'worse',
    'worse',
    'blind',
    'better',
  ]);
});

it('what changes too soon is told by where it has led', () => {
  expect(hear([0, 'ok'], [1, 'degraded'], [3, 'critical'], [10, 'critical'], [11, 'critical'])).toEqual([
    null,
    'worse',
    null,
    null,
    'worse',
  ]);
  expect(hear([0, 'ok'], [1, 'degraded'], [3, 'critical'], [5, 'degraded'], [30, 'degraded'])).toEqual([
    null,
    'worse',
    null,
    null,
    null,
  ]);
});

it('data that come back are good news, unless they are worse than what was known', () => {
  expect(hear([0, 'ok'], [20, 'unknown'], [40, 'degraded'])).toEqual([null, 'blind', 'worse']);
  expect(hear([0, 'critical'], [20, 'unknown'], [40, 'critical'])).toEqual([null, 'blind', 'better']);
  expect(hear([0, 'unknown'], [20, 'degraded'])).toEqual([null, 'better']);
});
