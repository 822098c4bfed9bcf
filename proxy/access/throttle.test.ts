import { beforeEach, describe, expect, it } from 'vitest';
import { type Throttle, createThrottle } from './throttle.ts';

let nowMs = 0;
let throttle: Throttle;
beforeEach(() => {
  nowMs = 1_000_000;
  throttle = createThrottle(() => nowMs);
});

/** How long there is to wait; 0: it was tried, and failed. */
const fail = (name = 'ana', address = '192.0.2.1'): number => {
  const admitted = throttle.admit(name, address);
  return admitted.ok ? 0 : admitted.error;
};
const succeed = (name = 'ana', address = '192.0.2.1'): boolean => {
  const admitted = throttle.admit(name, address);
  if (admitted.ok) admitted.value.succeeded();
  return admitted.ok;
};
const SECOND = 1000;
const MINUTE = 60_000;

describe('who fails', () => {
  it('five times has to wait, twice as long each time, up to a quarter of an hour', () => {
    for (let time = 0; time < 5; time += 1) expect(fail(`name-${time}`)).toBe(0);
    const waits: number[] = [];
    for (let time = 0; time < 14; time += 1) {
      const wait = fail(`other-${time}`);
      waits.push(wait / SECOND);
      nowMs += wait;
      expect(fail(`other-${time}`)).toBe(0);
    }
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900, 900]);
  });

  it('waits no longer for trying meanwhile, even with the right password', () => {
    for (let time = 0; time < 5; time += 1) fail();
    expect(succeed()).toBe(false);
    nowMs += 400;
    expect(fail()).toBe(600);
    nowMs += 600;
    expect(succeed()).toBe(true);
  });

  it('many times at once gets no further than one after the other', () => {
    const tried = Array.from({ length: 100 }, () => throttle.admit('ana', '192.0.2.1'));
    expect(tried.filter(({ ok }) => ok)).toHaveLength(5);
  });

  it('is forgiven after an hour', () => {
    for (let time = 0; time < 5; time += 1) fail();
    nowMs += 60 * MINUTE + 1;
    for (let time = 0; time < 5; time += 1) expect(fail()).toBe(0);
  });

  it('was not tried at all when that was taken back', () => {
    for (let time = 0; time < 20; time += 1) {
      const admitted = throttle.admit('ana', '192.0.2.1');
      expect(admitted.ok).toBe(true);
      if (admitted.ok) admitted.value.withdrawn();
    }
  });
});

describe('an account', () => {
  it('that is tried from many addresses is slowed, for half a minute at the most', () => {
    for (let time = 0; time < 40; time += 1) {
      nowMs += fail('ana', `192.0.2.${time}`);
      fail('ana', `192.0.2.${time}`);
    }
    expect(fail('ana', '198.51.100.1')).toBe(30 * SECOND);
    expect(fail('ben', '198.51.100.1')).toBe(0);
    nowMs += 30 * SECOND;
    expect(succeed('ana', '198.51.100.1')).toBe(true);
    expect(succeed('ana', '198.51.100.1')).toBe(true);
  });

  it('of one who remembers the password costs the others at the same address nothing', () => {
    for (let round = 0; round < 10; round += 1) {
      for (let time = 0; time < 4; time += 1) expect(fail()).toBe(0);
      expect(succeed()).toBe(true);
    }
  });

  it('of one’s own does not buy more tries of another'.replace('’', "'"), () => {
    let tried = 0;
    for (let round = 0; round < 50; round += 1) {
      if (fail('ben') === 0) tried += 1;
      succeed('mallory');
    }
    expect(tried).toBe(5);
  });
});

describe('an address', () => {
  it('of IPv6 is that of its net', () => {
    for (let time = 0; time < 5; time += 1) fail(`n${time}`, `2001:db8:1:2::${time}`);
    expect(fail('x', '2001:db8:1:2:ffff::1')).toBe(SECOND);
    expect(fail('x', '2001:db8:1:3::1')).toBe(0);
  });

  it('is forgotten when too many others came since, so that what is kept stays small', () => {
    for (let time = 0; time < 5; time += 1) fail(`n${time}`, '192.0.2.1');
    for (let index = 0; index < 10_000; index += 1) fail(`m${index}`, `10.0.${index >> 8}.${index & 255}`);
    expect(fail('x', '192.0.2.1')).toBe(0);
  });
});
