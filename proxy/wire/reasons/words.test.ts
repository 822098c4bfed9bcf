import { describe, expect, it } from 'vitest';
import type { Since } from '../snapshot.ts';
import { MINUTE, NOW_MS, SECOND, memberRow, online } from '../testing/scenes.ts';
import { agree, firstOf, lasting, nameList, namesOf, theyAre, theyHave } from './words.ts';

describe('nameList', () => {
  it.each([
    [[], ''],
    [['a'], 'a'],
    [['a', 'b'], 'a and b'],
    [['a', 'b', 'c'], 'a, b and c'],
    [['a', 'b', 'c', 'd'], 'a, b and 2 others'],
    [['a', 'b', 'c', 'd', 'e'], 'a, b and 3 others'],
  ])('%j', (names, words) => {
    expect(nameList(names)).toBe(words);
  });
});

/** Members that have been so for each of these times (ms). */
const lastingFor = (...ages: number[]) =>
  memberRow(ages.length, (name, number) =>
    online(name, [], { statusSince: { atMs: NOW_MS - (ages[number - 1] ?? 0), witnessed: true } }),
  );
type Dated = { server_name: string; statusSince: Since };
const since = (member: Dated): Since => member.statusSince;
const unseen = (member: Dated): Since => ({ ...member.statusSince, witnessed: false });

describe('lasting', () => {
  it.each([
    [[4 * MINUTE], ' for 4 min'],
    [[4 * MINUTE, 4 * MINUTE + 20 * SECOND], ' for 4 min'],
    [[9 * SECOND, 4 * MINUTE], ', the longest for 4 min'],
    [[], ''],
    [[999], ''],
    [[SECOND, 0], ', the longest for 1 s'],
  ])('of members so for %j ms', (ages, words) => {
    expect(lasting(lastingFor(...ages), since, NOW_MS)).toBe(words);
  });

  it('is at least as long where it began unseen', () => {
    expect(lasting(lastingFor(MINUTE), unseen, NOW_MS)).toBe(' for at least 1 min');
    expect(lasting(lastingFor(MINUTE, SECOND), unseen, NOW_MS)).toBe(', the longest for at least 1 min');
  });

  it('asks of equal times whether all were seen to begin, of others only the longest', () => {
    const firstUnseen = (member: Dated): Since =>
      member.server_name === 'node-1' ? unseen(member) : since(member);
    expect(lasting(lastingFor(MINUTE, MINUTE), firstUnseen, NOW_MS)).toBe(' for at least 1 min');
    expect(lasting(lastingFor(SECOND, MINUTE), firstUnseen, NOW_MS)).toBe(', the longest for 1 min');
  });
});

it('the first of members is the one that has been so for longest', () => {
  expect(firstOf(lastingFor(SECOND, MINUTE), since)).toBe(NOW_MS - MINUTE);
  expect(firstOf([], since)).toBeNull();
});

it('words agree with the number of members', () => {
  const [one, both] = [lastingFor(1), lastingFor(1, 1)];
  expect([theyAre(one), theyHave(one), agree(one, 'it', 'they')]).toEqual(['node-1 is', 'node-1 has', 'it']);
  expect([theyAre(both), agree(both, 'it', 'they')]).toEqual(['node-1 and node-2 are', 'they']);
  expect(theyHave(both)).toBe(`${namesOf(both)} have`);
});
