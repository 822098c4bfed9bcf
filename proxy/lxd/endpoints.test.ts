import { describe, expect, it } from 'vitest';
import { createEndpoints, originOf } from './endpoints.ts';

const at = (number: number): string => `https://10.0.0.${number}:8443`;
const nobody = new Set<string>();

describe('originOf', () => {
  it.each([
    ['https://10.0.0.1:8443', 'https://10.0.0.1:8443'],
    ['https://10.0.0.1:8443/', 'https://10.0.0.1:8443'],
    ['https://lxd.example/1.0?x=1', 'https://lxd.example'],
    ['https://[fd42::1]:8443', 'https://[fd42::1]:8443'],
    ['https://LXD.example:443', 'https://lxd.example'],
    ['https://user:secret@10.0.0.1:8443', 'https://10.0.0.1:8443'],
    ['http://10.0.0.1:8443', null],
    ['10.0.0.1:8443', null],
    ['unix:///var/lib/lxd/unix.socket', null],
    ['', null],
  ])('of %j is %j', (url, origin) => {
    expect(originOf(url)).toBe(origin);
  });
});

describe('the order', () => {
  it('is that of the configuration, then of what was learned', () => {
    const endpoints = createEndpoints([at(2), at(1)], [at(4)]);
    endpoints.learn([at(3)]);
    expect(endpoints.order(nobody)).toEqual([at(2), at(1), at(4), at(3)]);
  });

  it('begins with the one that answered last', () => {
    const endpoints = createEndpoints([at(1), at(2), at(3)], []);
    endpoints.answered(at(3));
    endpoints.answered(at(2));
    expect(endpoints.order(nobody)).toEqual([at(2), at(1), at(3)]);
  });

  it('leaves out those known to be silent, the best one too', () => {
    const endpoints = createEndpoints([at(1), at(2), at(3)], []);
    endpoints.answered(at(2));
    expect(endpoints.order(new Set([at(2), at(1)]))).toEqual([at(3)]);
  });

  it('has all of them when all are silent', () => {
    const endpoints = createEndpoints([at(1), at(2)], []);
    endpoints.answered(at(2));
    expect(endpoints.order(new Set([at(1), at(2)]))).toEqual([at(2), at(1)]);
  });

  it('names each once, however often and in whatever way it was given', () => {
    const endpoints = createEndpoints([at(1), `${at(1)}/`], [at(1)]);
    endpoints.learn([at(1), `${at(1)}/1.0`]);
    endpoints.answered(at(1));
    expect(endpoints.order(nobody)).toEqual([at(1)]);
  });
});

describe('learning', () => {
  it('tells whether anything was new', () => {
    const endpoints = createEndpoints([at(1)], []);
    expect(endpoints.learn([at(1)])).toBe(false);
    expect(endpoints.learn([at(1), at(2)])).toBe(true);
    expect(endpoints.learn([at(2)])).toBe(false);
  });

  it('keeps what was learned, not what was configured', () => {
    const endpoints = createEndpoints([at(1)], [at(2)]);
    endpoints.learn([at(1), at(3)]);
    expect(endpoints.learned()).toEqual([at(2), at(3)]);
  });

  it('passes over what is not https', () => {
    const endpoints = createEndpoints([at(1)], ['http://10.0.0.9', 'nonsense']);
    expect(endpoints.learn(['http://10.0.0.2:8443', '', 'ftp://10.0.0.3'])).toBe(false);
    expect(endpoints.order(nobody)).toEqual([at(1)]);
  });

  it('ends at a number that no cluster reaches', () => {
    const endpoints = createEndpoints([at(1)], []);
    const many = Array.from({ length: 5000 }, (_, index) => `https://member-${index}.example:8443`);
    expect(endpoints.learn(many)).toBe(true);
    expect(endpoints.learned()).toHaveLength(4096);
    expect(endpoints.learn(['https://one-more.example'])).toBe(false);
    expect(endpoints.order(nobody)).toHaveLength(4097);
  });
});
