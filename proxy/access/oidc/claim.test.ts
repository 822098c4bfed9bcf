import { describe, expect, it } from 'vitest';
import { claimIn } from './claim.ts';

const CLAIMS = {
  sub: '7',
  groups: ['staff'],
  realm_access: { roles: ['operators'], deeper: { still: 'here' } },
  'https://example.org/roles': ['viewer'],
  'realm_access.shadowed': 'whole',
  list: ['a'],
  none: null,
};

describe('a claim', () => {
  it.each([
    ['groups', ['staff']],
    ['realm_access.roles', ['operators']],
    ['realm_access.deeper.still', 'here'],
    ['https://example.org/roles', ['viewer']],
    ['realm_access.shadowed', 'whole'],
    ['none', null],
  ])('%s is found', (name, value) => {
    expect(claimIn(CLAIMS, name)).toEqual(value);
  });

  it.each([
    'roles',
    'realm_access.groups',
    'groups.staff',
    'list.0',
    'list.length',
    'none.roles',
    'realm_access.',
    '.roles',
    '',
    'constructor',
    'realm_access.constructor.name',
    '__proto__.toString',
  ])('%j is none', (name) => {
    expect(claimIn(CLAIMS, name)).toBeUndefined();
  });
});
