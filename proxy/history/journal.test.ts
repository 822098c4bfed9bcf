import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type Result, err, ok } from '../result.ts';
import { type Journal, createJournal } from './journal.ts';
import type { Batch, Fact, StoreFailure } from './store.ts';

const FULL: StoreFailure = { kind: 'disk-full', message: 'the disk is full' };

let journal: Journal;
let sent: Batch[] = [];
let answer: () => Promise<Result<void, StoreFailure>>;
const heard: string[] = [];
beforeEach(() => {
  vi.useFakeTimers();
  [sent, heard.length] = [[], 0];
  answer = async () => ok(undefined);
  journal = createJournal({
    store: {
      write(batch) {
        sent.push(batch);
        return answer();
      },
    },
    cluster: 'prod',
    run: 'run',
    onWritten: (atMs) => heard.push(`written ${atMs}`),
    onFailure: ({ kind }) => heard.push(kind),
    onOverflow: () => heard.push('overflow'),
  });
});
afterEach(() => {
  journal.stop();
  vi.useRealTimers();
});

const fact = (name: string): Fact => ({ kind: 'member', name, fromMs: 1, value: name });
const factsOf = ({ facts }: Batch): string[] => facts.map(({ name }) => name);

it('writes together what comes together, and soon', async () => {
  journal.add(1, { facts: [fact('a')] });
  journal.add(2, { facts: [fact('b')] });
  await vi.advanceTimersByTimeAsync(500);
  expect(sent.map((batch) => [batch.seq, batch.atMs, factsOf(batch)])).toEqual([[1, 2, ['a', 'b']]]);
});

it('says now and then that nothing happened, while somebody looks', async () => {
  journal.add(1, { facts: [fact('a')] });
  await vi.advanceTimersByTimeAsync(1000);
  journal.add(5000, {});
  await vi.advanceTimersByTimeAsync(10_000);
  expect(sent.map((batch) => [batch.atMs, factsOf(batch)])).toEqual([
    [1, ['a']],
    [5000, []],
  ]);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(sent).toHaveLength(2);
});

it('sends the same batch again until it is written, and then what came meanwhile', async () => {
  answer = async () => err(FULL);
  journal.add(1, { facts: [fact('a')] });
  await vi.advanceTimersByTimeAsync(3000);
  journal.add(2, { facts: [fact('b')] });
  await vi.advanceTimersByTimeAsync(3000);
  expect(sent.length).toBeGreaterThan(1);
  expect(new Set(sent.map(({ seq }) => seq))).toEqual(new Set([1]));
  answer = async () => ok(undefined);
  await vi.advanceTimersByTimeAsync(5000);
  expect(sent.at(-1)).toMatchObject({ seq: 2, atMs: 2 });
  expect(sent.flatMap((batch) => (batch.seq === 2 ? factsOf(batch) : []))).toEqual(['b']);
  expect(heard.slice(-2)).toEqual(['written 1', 'written 2']);
});

it('holds no more than it can, and says that it is gone', async () => {
  answer = async () => err(FULL);
  journal.add(1, { facts: [fact('a')] });
  await vi.advanceTimersByTimeAsync(1000);
  journal.add(2, { facts: Array.from({ length: 60_000 }, (_, index) => fact(`${index}`)) });
  expect(heard).toEqual(['disk-full', 'overflow']);
});

it('begins anew, and says that what it held is gone, where the store has forgotten it', async () => {
  journal.add(1, { facts: [fact('a')] });
  await vi.advanceTimersByTimeAsync(1000);
  answer = async () => err({ kind: 'forgotten', message: 'the file is another one' });
  journal.add(2, { facts: [fact('b')] });
  await vi.advanceTimersByTimeAsync(1000);
  expect(heard).toEqual(['written 1', 'forgotten', 'overflow']);
  answer = async () => ok(undefined);
  journal.add(3, { facts: [fact('all that holds')] });
  await vi.advanceTimersByTimeAsync(5000);
  expect(sent.at(-1)).toMatchObject({ seq: 1, atMs: 3 });
  expect(heard.at(-1)).toBe('written 3');
});

it('calls a write that takes too long a failure, and goes on when it ends', async () => {
  let end = (): void => {};
  answer = () =>
    new Promise((resolve) => {
      end = () => resolve(ok(undefined));
    });
  journal.add(1, { facts: [fact('a')] });
  await vi.advanceTimersByTimeAsync(20_000);
  expect(heard).toEqual(['busy']);
  expect(journal.busy()).toBe(true);
  end();
  await vi.advanceTimersByTimeAsync(0);
  expect(heard).toEqual(['busy', 'written 1']);
});
