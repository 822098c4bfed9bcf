import { expect, it } from 'vitest';
import { KINDS, kindOf } from './upstream-kinds.ts';

it('knows every question by the way it is asked of a real cluster', () => {
  for (const { kind, path } of KINDS) if (path !== null) expect(kindOf(path)).toBe(kind);
  expect(kindOf('/1.0/cluster/members/node-1/state')).toBe('state');
  expect(kindOf('/1.0/events?type=lifecycle')).toBe('anything else');
});
