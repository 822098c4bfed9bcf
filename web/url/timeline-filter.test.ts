import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  TIMELINE_KINDS,
  type TimelineFilter,
  parseTimelineFilter,
  toggleKind,
  wants,
  withTimelineFilter,
} from './timeline-filter.ts';

const filters: fc.Arbitrary<TimelineFilter> = fc.record({
  member: fc.string(),
  text: fc.string(),
  kinds: fc.subarray([...TIMELINE_KINDS]),
});

it('is what it was after its way through an address', () => {
  fc.assert(
    fc.property(filters, (filter) => {
      const written = withTimelineFilter(new URLSearchParams('range=6h'), filter).toString();
      const params = new URL(`https://rollcall.example/?${written}`).searchParams;
      expect(parseTimelineFilter(params)).toEqual(filter);
      expect(params.get('range')).toBe('6h');
    }),
  );
});

it('leaves no trace where everything is wanted, and takes no kind that there is not', () => {
  const params = new URLSearchParams('member=a&kind=roles&q=b');
  expect(withTimelineFilter(params, { member: '', text: '', kinds: [] }).toString()).toBe('');
  expect(parseTimelineFilter(new URLSearchParams('kind=roles,moon')).kinds).toEqual(['roles']);
});

it('takes kinds out one by one, and puts them back', () => {
  const all: TimelineFilter = { member: '', text: '', kinds: [] };
  const less = toggleKind(all, 'events');
  expect(less.kinds).toHaveLength(TIMELINE_KINDS.length - 1);
  expect(wants(less, 'events')).toBe(false);
  expect(toggleKind(less, 'events')).toEqual(all);
  expect(toggleKind({ ...all, kinds: ['roles'] }, 'roles')).toEqual(all);
});
