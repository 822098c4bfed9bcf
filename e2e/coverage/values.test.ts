import { describe, expect, it } from 'vitest';
import { fieldsBeyond, valuesAt } from './values.ts';

const ANSWER = {
  name: 'a',
  config: { 'user.rack': '7' },
  pools: { local: { space: { used: 1 } }, 'remote.one': { space: { used: 2 } } },
  disks: [
    { id: 'sda', parts: [{ size: 1 }, { size: 2 }] },
    { id: 'sdb', parts: null },
  ],
  load: [0.1, 0.2],
  nothing: null,
};

describe('what stands at a field', () => {
  it.each([
    ['name', ['a']],
    ['config.*', ['user.rack', '7']],
    ['pools.*.space.used', [1, 2]],
    ['disks[].id', ['sda', 'sdb']],
    ['disks[].parts[].size', [1, 2]],
    ['load[]', [0.1, 0.2]],
    ['nothing', [null]],
    ['nothing.more', []],
    ['missing', []],
    ['pools', []],
  ])('%s', (field, values) => {
    expect(valuesAt(ANSWER, field)).toEqual(values);
  });
});

it('tells what is known of no field', () => {
  const fields = ['name', 'config.*', 'pools.*.space.used', 'disks[].id', 'load[]', 'nothing[].x'];
  expect(fieldsBeyond(ANSWER, fields)).toEqual(['disks[].parts']);
  expect(fieldsBeyond(ANSWER, ['name', 'load[]'])).toEqual(['config', 'pools', 'disks', 'nothing']);
  expect(fieldsBeyond({ metadata: { progress: { percent: '1' } } }, ['metadata.*'])).toEqual([]);
  expect(fieldsBeyond({ disks: 'none' }, ['disks[].id'])).toEqual([]);
  expect(fieldsBeyond({ name: ['a'], tags: [] }, ['name.first', 'tags.x'])).toEqual(['name[]']);
});
