import { expect, test } from 'vitest';
import type { Grant } from '~wire/grant.ts';
import { grantMeans } from './grant-means.ts';

test.each([
  ['restricted', [], 'may change nothing'],
  ['restricted', ['default'], 'may change what is in these projects'],
  ['unrestricted', [], 'may change everything'],
  ['identity', [], 'what its groups may'],
] satisfies [Grant['kind'], string[], string][])('%s, projects %j: %s', (kind, projects, words) => {
  expect(grantMeans({ kind, projects, groups: [] })).toContain(words);
});

test('nothing that was not said', () => {
  expect(grantMeans(null)).toContain('has not said');
});
