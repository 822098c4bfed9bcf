import { describe, expect, it } from 'vitest';
import type { Instance } from '~wire/instance.ts';
import { countStatuses, filterInstances, isUp, sortInstances } from './instance-rows.ts';

const instance = (name: string, differs: Partial<Instance> = {}): Instance => ({
  name,
  project: 'default',
  type: 'container',
  status: 'Running',
  location: 'node-1',
  architecture: 'x86_64',
  description: '',
  ephemeral: false,
  stateful: false,
  profiles: ['default'],
  createdAtMs: 1000,
  lastUsedAtMs: 2000,
  ...differs,
});

const all = [
  instance('web-10', { lastUsedAtMs: null, status: 'Stopped' }),
  instance('web-2', { description: 'Shop front', lastUsedAtMs: 5000 }),
  instance('db-1', { type: 'virtual-machine', project: 'shop', status: 'Error' }),
];
const names = (instances: readonly Instance[]): string[] => instances.map(({ name }) => name);

describe('the filter', () => {
  it.each([
    ['', [], ['web-10', 'web-2', 'db-1']],
    ['WEB', [], ['web-10', 'web-2']],
    ['shop', [], ['web-2', 'db-1']],
    ['shop front', [], ['web-2']],
    ['virtual shop', [], ['db-1']],
    ['', ['Stopped', 'Error'], ['web-10', 'db-1']],
    ['web', ['Error'], []],
  ])('%j of status %j', (text, statuses, expected) => {
    expect(names(filterInstances(all, { text, statuses }))).toEqual(expected);
  });
});

describe('the order', () => {
  it.each([
    ['name', false, ['db-1', 'web-2', 'web-10']],
    ['name', true, ['web-10', 'web-2', 'db-1']],
    ['project', true, ['db-1', 'web-2', 'web-10']],
    ['started', false, ['db-1', 'web-2', 'web-10']],
    ['started', true, ['web-2', 'db-1', 'web-10']],
    ['status', false, ['db-1', 'web-2', 'web-10']],
  ] as const)('by %s, descending: %s', (column, descending, expected) => {
    expect(names(sortInstances(all, { column, descending }))).toEqual(expected);
  });
});

it('counts each status', () => {
  expect(countStatuses([...all, instance('x')])).toEqual([
    ['Running', 2],
    ['Error', 1],
    ['Stopped', 1],
  ]);
});

it('takes only what runs for up since its last start', () => {
  expect(isUp(instance('a'))).toBe(true);
  expect(isUp(instance('a', { status: 'Stopped' }))).toBe(false);
  expect(isUp(instance('a', { lastUsedAtMs: null }))).toBe(false);
});
