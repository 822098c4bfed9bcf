import { describe, expect, it } from 'vitest';
import { figure, markdownTable, percent, withRange } from './format.ts';

describe('figure', () => {
  it.each([
    [0, '0'],
    [0.031_24, '0.0312'],
    [2.345_67, '2.35'],
    [41_337, '41,300'],
    [Number.NaN, '–'],
    [Number.POSITIVE_INFINITY, '–'],
  ])('%d is %s', (value, text) => {
    expect(figure(value)).toBe(text);
  });
});

describe('withRange', () => {
  it('shows the ends beside the median', () => {
    expect(withRange({ median: 41_337, min: 39_000, max: 43_100, count: 5 })).toBe(
      '41,300 (39,000 to 43,100)',
    );
  });

  it('shows no range where there is none to see', () => {
    expect(withRange({ median: 2, min: 2, max: 2, count: 1 })).toBe('2');
    expect(withRange({ median: 2001, min: 2000, max: 2002, count: 3 })).toBe('2,000');
  });
});

describe('percent', () => {
  it('is whole', () => {
    expect(percent(0.126)).toBe('13 %');
    expect(percent(Number.NaN)).toBe('–');
  });
});

describe('markdownTable', () => {
  it('aligns its columns', () => {
    expect(
      markdownTable(
        ['what', 'req/s'],
        [
          ['nginx', '40,000'],
          ['us', '20,000'],
        ],
      ),
    ).toBe(
      ['| what  | req/s  |', '| ----- | ------ |', '| nginx | 40,000 |', '| us    | 20,000 |'].join('\n'),
    );
  });

  it('keeps bars of a cell from ending it, and fills rows that are short', () => {
    expect(markdownTable(['abc', 'def'], [['a|b']])).toBe(
      ['| abc  | def |', '| ---- | --- |', '| a\\|b |     |'].join('\n'),
    );
  });
});
