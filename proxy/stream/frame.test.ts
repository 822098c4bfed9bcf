import { describe, expect, it } from 'vitest';
import { formatPosition, parsePosition, sseFrame } from './frame.ts';

describe('frames', () => {
  it('are one event, one id and one line of data', () => {
    expect(sseFrame('beat', { nowMs: 1 }, 'run/prod/7').toString()).toBe(
      'event: beat\nid: run/prod/7\ndata: {"nowMs":1}\n\n',
    );
    expect(sseFrame('beat', { nowMs: 1 }).toString()).toBe('event: beat\ndata: {"nowMs":1}\n\n');
  });

  it('hold no other line break, whatever the data are', () => {
    const frame = sseFrame('hello', {
      nowMs: 1,
      version: 'a\r\nb\n\ndata: c\u2028d',
      build: null,
      beatMs: 2000,
    }).toString();
    expect(frame.split(/[\r\n]/)).toEqual(['event: hello', expect.stringMatching(/^data: \{.*\}$/s), '', '']);
  });
});

describe('positions', () => {
  const position = { run: '0b8f3c1e-77aa', key: 'prod-eu.1_x', seq: 42 };

  it('are read as they are written', () => {
    expect(parsePosition(formatPosition(position))).toEqual(position);
  });

  it.each([
    undefined,
    '',
    '42',
    'run/prod',
    'run/prod/',
    'run/prod/-1',
    'run/prod/1.5',
    'run/prod/1e3',
    'run/prod/7 ',
    'run/prod/7\n',
    'run/prod/7\r\ndata: x',
    'run/pr/od/7',
    '/prod/7',
    'run//7',
    `run/prod/${'9'.repeat(16)}`,
    'ru n/prod/7',
  ])('are none in %j', (id) => {
    expect(parsePosition(id)).toBeNull();
  });
});
