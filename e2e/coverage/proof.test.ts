import { describe, expect, it } from 'vitest';
import { type PanelText, problemOf } from './proof.ts';

const PANEL: PanelText = {
  text: 'Disks\nDisk Size\nsda\n931 GiB\nmay be cancelled',
  cells: new Map([
    ['Disk', ['sda', 'sdb']],
    ['Size', ['931 GiB', '–']],
    ['Serial', ['–', '']],
    ['Socket 0', ['Xeon  E5']],
    ['At', ['0:1, node 12']],
  ]),
};
const asIs = { shown: 'as it is', field: 'x' } as const;
const inWords = { shown: 'in words', field: 'x' } as const;

describe('a field that is shown as it is', () => {
  it.each([
    ['Disk', ['sda', 'sdb']],
    ['Socket', ['Xeon E5', 0]],
    ['At', [0, 1, 12]],
    [null, ['sda']],
    ['may be', ['cancelled']],
  ])('stands beside %s', (label, values) => {
    expect(problemOf(asIs, label, PANEL, values)).toBeNull();
  });

  it.each([
    ['Disk', ['sda', 'sdc'], '"sdc" is not there'],
    ['Disk', ['931 GiB'], '"931 GiB" is not there'],
    ['At', [2], '"2" is not there'],
    ['Disk', ['sd'], '"sd" is not there'],
    ['Socket', ['5'], '"5" is not there'],
    ['Model', ['sda'], 'there is no "Model"'],
    [null, ['sdc'], '"sdc" is not there'],
  ])('is missed beside %s: %j', (label, values, problem) => {
    expect(problemOf(asIs, label, PANEL, values)).toBe(problem);
  });
});

it('a field that is shown in words has some', () => {
  expect(problemOf(inWords, 'Size', PANEL, [1_000_000])).toBeNull();
  expect(problemOf(inWords, 'Serial', PANEL, [1])).toBe('nothing stands there');
  expect(problemOf(inWords, 'Serial', PANEL, [0, false])).toBeNull();
  expect(problemOf(inWords, 'be cancelled', PANEL, [true])).toBeNull();
  expect(problemOf(inWords, 'be resumed', PANEL, [true])).toBe('there is no "be resumed"');
});

it('a field that is shown as JSON is in the proxy’s answer, at its own path', () => {
  const json = { text: '{"value":{"cpu":{"cores":[{"die":1},{"die":2}]}}}', cells: new Map() };
  const die = { shown: 'as JSON', field: 'cpu.cores[].die' } as const;
  expect(problemOf(die, null, json, [1, 2])).toBeNull();
  expect(problemOf(die, null, json, [1, 3])).toBe('it is not in the JSON');
  expect(problemOf({ ...die, field: 'cpu.die' }, null, json, [1])).toBe('it is not in the JSON');
  expect(problemOf(die, null, { ...json, text: '' }, [1])).toBe('it is not in the JSON');
});
