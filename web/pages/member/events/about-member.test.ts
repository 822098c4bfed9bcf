import { expect, it } from 'vitest';
import type { RecordedChange } from '~wire/change.ts';
import { NOW_MS, operation, warning } from '~wire/testing/scenes.ts';
import { changesOf, operationsOn, warningsOn } from './about-member.ts';

const ODD = 'rack 1/ü';
const ODD_PATH = '/1.0/cluster/members/rack%201%2F%C3%BC';

it('finds operations that run there or are about it', () => {
  const there = operation('a', { location: ODD });
  const about = operation('b', { location: 'node-2', subjects: [ODD_PATH] });
  const other = operation('c', { location: 'node-2' });
  expect(operationsOn([there, about, other], ODD)).toEqual([there, about]);
});

it('finds warnings that it noticed or that are about it', () => {
  const noticed = warning('a', { location: ODD });
  const about = warning('b', { location: 'node-2', entity_url: ODD_PATH });
  expect(warningsOn([noticed, about, warning('c')], ODD)).toEqual([noticed, about]);
});

it('finds what changed of it, and who led after it', () => {
  const change = (id: number, differs: Partial<RecordedChange>): RecordedChange => ({
    id,
    atMs: NOW_MS,
    kind: 'status',
    member: 'node-2',
    before: 'Online',
    after: 'Offline',
    note: null,
    sinceMs: null,
    ...differs,
  });
  const own = change(1, { member: ODD });
  const handedOver = change(2, { kind: 'leader', before: ODD, after: 'node-2' });
  expect(changesOf([own, handedOver, change(3, {}), change(4, { before: ODD })], ODD)).toEqual([
    own,
    handedOver,
  ]);
});
