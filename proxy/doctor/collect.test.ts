import { expect, test } from 'vitest';
import { collect, within } from './collect.ts';
import { about } from './finding.ts';

const here = about('prod');

test('work that ends is told whole', async () => {
  const findings = await collect(here, new AbortController().signal, async (report) => {
    report(here.ok('tcp', 'first'));
    await Promise.resolve();
    report(here.ok('tls', 'second'));
  });
  expect(findings.map(({ what }) => what)).toEqual(['first', 'second']);
});

test('work that never ends is cut short: what it found counts, and that it was cut is a problem', async () => {
  const end = new AbortController();
  const late = Promise.withResolvers<void>();
  const collected = collect(here, end.signal, async (report) => {
    report(here.ok('tcp', 'in time'));
    await late.promise;
    report(here.ok('tls', 'too late'));
  });
  end.abort();
  const findings = await collected;
  late.resolve();
  await late.promise;
  expect(findings.map(({ check, finding }) => `${finding} ${check}`)).toEqual(['ok tcp', 'problem time']);
  expect(await collect(here, end.signal, () => new Promise(() => {}))).toHaveLength(1);
});

test('what takes too long is null', async () => {
  expect(await within(1, new Promise(() => {}))).toBeNull();
  expect(await within(60_000, Promise.resolve('there'))).toBe('there');
});
