import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  AVAILABILITY_COLUMNS,
  AVAILABILITY_FORMS,
  nextAvailabilityOrder,
  parseAvailabilityForm,
  parseAvailabilityOrder,
  withAvailability,
} from './review.ts';

const columns = fc.constantFrom(...AVAILABILITY_COLUMNS);
const orders = fc.oneof(
  fc.constant({ column: null, descending: false }),
  fc.record({ column: columns, descending: fc.boolean() }),
);

test('what is put into the address is read from it', () => {
  fc.assert(
    fc.property(fc.constantFrom(...AVAILABILITY_FORMS), orders, (form, order) => {
      const params = withAvailability(new URLSearchParams('zone=local'), form, order);
      expect(parseAvailabilityForm(params)).toBe(form);
      expect(parseAvailabilityOrder(params)).toEqual(order);
      expect(params.get('zone')).toBe('local');
    }),
  );
});

test('anything else is the default', () => {
  const params = new URLSearchParams('availability=pie&by=-mood');
  expect(parseAvailabilityForm(params)).toBe('table');
  expect(parseAvailabilityOrder(params)).toEqual({ column: null, descending: false });
});

test('three presses on a head lead back', () => {
  fc.assert(
    fc.property(columns, (column) => {
      const start = { column: null, descending: false };
      const first = nextAvailabilityOrder(start, column);
      const second = nextAvailabilityOrder(first, column);
      expect(second).toEqual({ column, descending: !first.descending });
      expect(nextAvailabilityOrder(second, column)).toEqual(start);
    }),
  );
});
