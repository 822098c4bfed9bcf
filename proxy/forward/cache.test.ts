import { expect, it } from 'vitest';
import { createAnswerCache } from './cache.ts';

const TTL_MS = 2000;

function start(maxEntries = 10, maxBytes = 1000) {
  let nowMs = 1_000_000;
  const asked: string[] = [];
  const cache = createAnswerCache<string>(
    { maxEntries, maxBytes },
    (answer) => answer.length,
    () => nowMs,
  );
  return {
    asked,
    cache,
    advance: (ms: number) => {
      nowMs += ms;
    },
    get: (key: string, answer: Promise<string> = Promise.resolve(key), ttlMs = TTL_MS) =>
      cache.get(key, {
        load() {
          asked.push(key);
          return answer;
        },
        ttlMsOf: () => ttlMs,
      }),
  };
}

it('asks once for equal questions at the same time, however long the answer takes', async () => {
  const { get, asked, advance } = start();
  const { promise, resolve } = Promise.withResolvers<string>();
  const all = [get('a', promise)];
  advance(TTL_MS * 100);
  all.push(get('a'), get('a'));
  resolve('answer');
  expect(await Promise.all(all)).toEqual(['answer', 'answer', 'answer']);
  expect(asked).toEqual(['a']);
});

it('keeps an answer for its time from its end, and asks anew then', async () => {
  const { get, asked, advance, cache } = start();
  await get('a');
  advance(TTL_MS - 1);
  expect(cache.holds('a')).toBe(true);
  await get('a');
  expect(asked).toEqual(['a']);
  advance(1);
  expect(cache.holds('a')).toBe(false);
  await get('a');
  expect(asked).toEqual(['a', 'a']);
});

it('keeps each answer for a time of its own', async () => {
  const { get, advance, cache } = start();
  await Promise.all([get('a'), get('b', Promise.resolve('b'), TTL_MS * 30)]);
  advance(TTL_MS);
  expect([cache.holds('a'), cache.holds('b')]).toEqual([false, true]);
  advance(TTL_MS * 29);
  expect(cache.holds('b')).toBe(false);
});

it('keeps different questions apart', async () => {
  const { get } = start();
  expect(await Promise.all([get('a'), get('b')])).toEqual(['a', 'b']);
});

it('does not trust an answer from the future, as one is when the clock was set back', async () => {
  const { get, asked, advance } = start();
  await get('a');
  advance(-3_600_000);
  await get('a');
  expect(asked).toEqual(['a', 'a']);
});

it('forgets the oldest when it is full', async () => {
  const { get, asked } = start(2);
  for (const key of ['a', 'b', 'c', 'b', 'c']) await get(key);
  expect(asked).toEqual(['a', 'b', 'c']);
  await get('a');
  expect(asked).toEqual(['a', 'b', 'c', 'a']);
});

it('holds no more than so many bytes: the oldest go first, and one that is too big is not kept at all', async () => {
  const { get, cache } = start(10, 10);
  await get('a', Promise.resolve('12345'));
  await get('b', Promise.resolve('12345'));
  expect([cache.holds('a'), cache.holds('b')]).toEqual([true, true]);
  await get('c', Promise.resolve('1'));
  expect([cache.holds('a'), cache.holds('b'), cache.holds('c')]).toEqual([false, true, true]);
  expect(await get('d', Promise.resolve('12345678901'))).toBe('12345678901');
  expect([cache.holds('b'), cache.holds('c'), cache.holds('d')]).toEqual([false, false, false]);
});
