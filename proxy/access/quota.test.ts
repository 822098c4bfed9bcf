import { expect, it } from 'vitest';
import { createQuota } from './quota.ts';

it('lets each address have so many, and no other pays for it', () => {
  const quota = createQuota(2);
  const [give] = [quota.take('10.0.0.1'), quota.take('10.0.0.1')];
  expect([quota.isFull('10.0.0.1'), quota.isFull('10.0.0.2')]).toEqual([true, false]);
  give();
  give();
  expect(quota.isFull('10.0.0.1')).toBe(false);
  quota.take('10.0.0.1');
  expect(quota.isFull('10.0.0.1')).toBe(true);
});

it('takes the addresses that one client of IPv6 has for one', () => {
  const quota = createQuota(2);
  quota.take('2001:db8::1');
  quota.take('2001:db8::2');
  expect(quota.isFull('2001:db8::ffff')).toBe(true);
  expect(quota.isFull('2001:db8:0:1::1')).toBe(false);
});

it('binds nobody on this machine', () => {
  const quota = createQuota(1);
  for (const address of ['127.0.0.1', '127.0.0.2', '::1']) {
    quota.take(address);
    quota.take(address);
    expect(quota.isFull(address)).toBe(false);
  }
});
