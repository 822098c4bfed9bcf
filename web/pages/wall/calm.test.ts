import { expect, it } from 'vitest';
import { isTime } from './calm.ts';

const MINUTE_MS = 60_000;
const nowMs = Date.UTC(2026, 10, 25);

it.each([
  ['nothing has changed', null, 0, true],
  ['nothing has changed for two minutes', 2, 0, true],
  ['something changed just now', 0, 0, false],
  ['something changed less than two minutes ago', 1.9, 14, false],
  ['there is no end of changes', 0, 15, true],
])('%s', (_, changedMin, waitedMin, expected) => {
  const changedAtMs = changedMin === null ? -Infinity : nowMs - changedMin * MINUTE_MS;
  expect(isTime({ nowMs, changedAtMs, sinceMs: nowMs - waitedMin * MINUTE_MS })).toBe(expected);
});
