import { expect, test } from 'vitest';
import { endingTold, grantTold } from './certificate-words.ts';

test.each([
  [null, 'not known', false],
  [{ kind: 'restricted', projects: [], groups: [] }, 'restricted', false],
  [{ kind: 'restricted', projects: ['default', 'web'], groups: [] }, 'restricted to default, web', false],
  [{ kind: 'identity', projects: [], groups: ['viewers'] }, 'identity in viewers', false],
  [{ kind: 'identity', projects: [], groups: [] }, 'identity in no group', false],
  [{ kind: 'unrestricted', projects: [], groups: [] }, 'unrestricted', true],
] as const)('%j is %s', (grant, word, asks) => {
  const given =
    grant === null ? null : { ...grant, projects: [...grant.projects], groups: [...grant.groups] };
  expect(grantTold(given)).toEqual({ word, asks });
});

const NOW_MS = Date.UTC(2026, 10, 26);
const DAY_MS = 86_400_000;
test.each([
  [null, null],
  [NOW_MS + 30 * DAY_MS + 1, null],
  [NOW_MS + 12 * DAY_MS, 'expires in 12 d'],
  [NOW_MS - 2 * DAY_MS, 'expired 2 d ago'],
])('an end at %s is told as %s', (endMs, told) => {
  expect(endingTold(endMs, NOW_MS)).toBe(told);
});
