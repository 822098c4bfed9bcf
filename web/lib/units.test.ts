import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatBytes,
  formatCount,
  formatLoad,
  formatMegabits,
  formatMegahertz,
  formatShare,
  formatUptime,
} from './units.ts';

const spaced = (text: string): string => text.replaceAll('\u00a0', ' ');
const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB', 'ZiB', 'YiB'];

/** What a reader takes from the words, in bytes. */
function readBytes(text: string): number {
  const [digits = '', unit = ''] = text.split('\u00a0');
  return Number(digits.replaceAll(',', '')) * 1024 ** UNITS.indexOf(unit);
}

describe('formatBytes', () => {
  it.each([
    [0, '0 B'],
    [-5, '0 B'],
    [1, '1 B'],
    [999, '999 B'],
    [1000, '0.977 KiB'],
    [1024, '1.00 KiB'],
    [1536, '1.50 KiB'],
    [13_314_398_618, '12.4 GiB'],
    [25_276_510_208, '23.5 GiB'],
    [999.4 * 1024 ** 2, '999 MiB'],
    [999.6 * 1024 ** 2, '0.976 GiB'],
    [2 ** 63, '8.00 EiB'],
    [2 ** 80, '1.00 YiB'],
    [2 ** 100, '1,048,576 YiB'],
  ])('%d is %s', (bytes, words) => {
    expect(spaced(formatBytes(bytes))).toBe(words);
  });

  const amounts = fc.oneof(fc.nat(), fc.maxSafeNat(), fc.double({ min: 0, max: 1e24, noNaN: true }));

  it('says what is there, to half a percent', () => {
    fc.assert(
      fc.property(amounts, (bytes) => {
        const read = readBytes(formatBytes(bytes));
        expect(Math.abs(read - bytes)).toBeLessThanOrEqual(Math.max(0.5, bytes * 0.00512));
      }),
    );
  });

  it('keeps the order of amounts', () => {
    fc.assert(
      fc.property(amounts, amounts, (a, b) => {
        const [less, more] = a < b ? [a, b] : [b, a];
        expect(readBytes(formatBytes(less))).toBeLessThanOrEqual(readBytes(formatBytes(more)));
      }),
    );
  });

  it('is never wider than five characters and a unit', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1e26, noNaN: true }), (bytes) => {
        expect(formatBytes(bytes)).toMatch(/^[\d.]{1,5}\u00a0(?:B|[KMGTPEZY]iB)$/);
      }),
    );
  });
});

describe('formatShare', () => {
  it.each([
    [0, '0%'],
    [0.0001, '<1%'],
    [0.0099, '<1%'],
    [0.01, '1%'],
    [0.614, '61%'],
    [0.99, '99%'],
    [0.9999, '>99%'],
    [1, '100%'],
    [1.2, '120%'],
  ])('%d is %s', (share, words) => {
    expect(formatShare(share)).toBe(words);
  });

  it('calls nothing full or empty that is not', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1, minExcluded: true, maxExcluded: true, noNaN: true }),
        (share) => {
          expect(['0%', '100%']).not.toContain(formatShare(share));
        },
      ),
    );
  });
});

it('counts by thousands', () => {
  expect([0, 999, 5000, 1_234_567].map(formatCount)).toEqual(['0', '999', '5,000', '1,234,567']);
});

it('names frequencies', () => {
  expect([0, 800, 999, 1000, 2394, 3400, 5600].map(formatMegahertz).map(spaced)).toEqual([
    '0 MHz',
    '800 MHz',
    '999 MHz',
    '1.00 GHz',
    '2.39 GHz',
    '3.40 GHz',
    '5.60 GHz',
  ]);
});

it('names the speeds of links exactly', () => {
  expect([10, 100, 1000, 2500, 10_000, 400_000].map(formatMegabits).map(spaced)).toEqual([
    '10 Mbit/s',
    '100 Mbit/s',
    '1 Gbit/s',
    '2.5 Gbit/s',
    '10 Gbit/s',
    '400 Gbit/s',
  ]);
});

it('says for how long a host has been up', () => {
  expect([3, 3535, 41 * 86_400 + 3 * 3600].map(formatUptime)).toEqual(['3 s', '58 min', '41 d 3 h']);
});

it('writes loads as usual', () => {
  expect([0, 0.01, 12.345].map(formatLoad)).toEqual(['0.00', '0.01', '12.35']);
});
