/** Where the keys lead on a calendar. Pure. */

/** Rows and days count from 0; the last day is today. */
export type DayPlace = { row: number; day: number };

const PAGE_ROWS = 10;
const WEEK_DAYS = 7;

/** Null: away from it. Undefined: the key means nothing here. */
export function stepDay(
  key: string,
  place: DayPlace | null,
  { days, rows }: { days: number; rows: number },
): DayPlace | null | undefined {
  const from = place ?? { row: 0, day: days };
  const to = (row: number, day: number): DayPlace => ({
    row: Math.min(Math.max(row, 0), rows - 1),
    day: Math.min(Math.max(day, 0), days - 1),
  });
  switch (key) {
    case 'ArrowLeft':
      return to(from.row, from.day - 1);
    case 'ArrowRight':
      return to(from.row, from.day + 1);
    case 'ArrowUp':
      return to(from.row - 1, from.day);
    case 'ArrowDown':
      return to(from.row + (place === null ? 0 : 1), from.day);
    case 'PageUp':
      return to(from.row - PAGE_ROWS, from.day);
    case 'PageDown':
      return to(from.row + PAGE_ROWS, from.day);
    case 'Home':
      return to(from.row, 0);
    case 'End':
      return to(from.row, days - 1);
    case '[':
      return to(from.row, from.day - WEEK_DAYS);
    case ']':
      return to(from.row, from.day + WEEK_DAYS);
    case 'Escape':
      return place === null ? undefined : null;
    default:
      return undefined;
  }
}
