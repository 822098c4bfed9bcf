import { expect, it, vi } from 'vitest';
import { createUpdates } from './updates.ts';

const make = () => {
  const reload = vi.fn<() => void>();
  return { reload, updates: createUpdates(reload, () => 7) };
};

it('loads another build at once', () => {
  const { reload, updates } = make();
  expect(updates.waitingSinceMs()).toBeNull();
  updates.found();
  expect(reload).toHaveBeenCalledOnce();
});

it('has it wait while somebody holds it back, until it is taken', () => {
  const { reload, updates } = make();
  updates.hold();
  updates.found();
  updates.found();
  expect(reload).not.toHaveBeenCalled();
  expect(updates.waitingSinceMs()).toBe(7);
  updates.take();
  expect(reload).toHaveBeenCalledOnce();
});

it('loads it once nobody holds it back any more', () => {
  const { reload, updates } = make();
  const [first, second] = [updates.hold(), updates.hold()];
  updates.found();
  first();
  first();
  expect(reload).not.toHaveBeenCalled();
  second();
  expect(reload).toHaveBeenCalledOnce();
});
