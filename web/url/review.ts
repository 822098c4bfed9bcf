/** What of a stretch of time is reviewed how: `?availability=calendar`, and the order of its members: `?by=unknown`. */
import { useSearchParams } from 'react-router';

/** Numbers of the range that is shown, or a square for each of the last days. */
export const AVAILABILITY_FORMS = ['table', 'calendar'] as const;
export type AvailabilityForm = (typeof AVAILABILITY_FORMS)[number];

export const parseAvailabilityForm = (params: URLSearchParams): AvailabilityForm =>
  params.get('availability') === 'calendar' ? 'calendar' : 'table';

export const AVAILABILITY_COLUMNS = [
  'name',
  'answering',
  'silent',
  'unknown',
  'online',
  'offline',
  'evacuated',
] as const;
export type AvailabilityColumn = (typeof AVAILABILITY_COLUMNS)[number];

/** `column` null: who missed the most first, then who was up the least, then by name. */
export type AvailabilityOrder = { column: AvailabilityColumn | null; descending: boolean };

const WORST_FIRST: AvailabilityOrder = { column: null, descending: false };

/** Of trouble the most is looked for first. */
const MOST_FIRST: ReadonlySet<AvailabilityColumn> = new Set(['silent', 'unknown', 'offline', 'evacuated']);

export function parseAvailabilityOrder(params: URLSearchParams): AvailabilityOrder {
  const text = params.get('by') ?? '';
  const descending = text.startsWith('-');
  const name = descending ? text.slice(1) : text;
  const column = AVAILABILITY_COLUMNS.find((known) => known === name);
  return column === undefined ? WORST_FIRST : { column, descending };
}

/** What a press on the head of `column` leads to: its first order, the other way round, worst first again. */
export function nextAvailabilityOrder(
  order: AvailabilityOrder,
  column: AvailabilityColumn,
): AvailabilityOrder {
  const first = { column, descending: MOST_FIRST.has(column) };
  if (order.column !== column) return first;
  return order.descending === first.descending ? { column, descending: !first.descending } : WORST_FIRST;
}

export function withAvailability(
  params: URLSearchParams,
  form: AvailabilityForm,
  { column, descending }: AvailabilityOrder,
): URLSearchParams {
  const next = new URLSearchParams(params);
  if (form === 'table') next.delete('availability');
  else next.set('availability', form);
  if (column === null) next.delete('by');
  else next.set('by', `${descending ? '-' : ''}${column}`);
  return next;
}

export type AvailabilityView = {
  form: AvailabilityForm;
  order: AvailabilityOrder;
  setForm(form: AvailabilityForm): void;
  setOrder(order: AvailabilityOrder): void;
};

export function useAvailabilityView(): AvailabilityView {
  const [params, setParams] = useSearchParams();
  const form = parseAvailabilityForm(params);
  const order = parseAvailabilityOrder(params);
  // Steps of one view are no places to go back to.
  const set = (nextForm: AvailabilityForm, nextOrder: AvailabilityOrder): void =>
    setParams((now) => withAvailability(now, nextForm, nextOrder), {
      replace: true,
      preventScrollReset: true,
    });
  return {
    form,
    order,
    setForm: (next) => set(next, order),
    setOrder: (next) => set(form, next),
  };
}
