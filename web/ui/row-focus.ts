/** Moves the focus among the rows of a table that is marked `data-shortcut="rows"` and numbers its rows by `aria-rowindex`. */

export type RowStep = 'down' | 'up' | 'first' | 'last';

/** The head of the table is the first row. */
const FIRST = 2;
/** How many frames a row may take to be drawn after the table was scrolled to it. */
const FRAMES = 30;

/** Takes the step. False: there is no such table here, or no row to go to. */
export function stepRow(step: RowStep): boolean {
  const list = document.querySelector('[data-shortcut="rows"]');
  if (list === null) return false;
  const held = document.activeElement?.closest('[aria-rowindex]') ?? null;
  const inside = list.contains(held);
  if (step === 'first' || step === 'last') {
    // Elsewhere these keys scroll.
    if (!inside) return false;
    const index = step === 'first' ? FIRST : Number(list.querySelector('[aria-rowcount]')?.ariaRowCount);
    list.scrollTop = step === 'first' ? 0 : list.scrollHeight;
    focusWhenDrawn(list, index, FRAMES);
    return true;
  }
  const index = inside ? Number(held?.ariaRowIndex) + (step === 'down' ? 1 : -1) : firstInSight(list);
  return focusRow(list, index);
}

function focusWhenDrawn(list: Element, index: number, frames: number): void {
  if (focusRow(list, index) || frames === 0) return;
  requestAnimationFrame(() => focusWhenDrawn(list, index, frames - 1));
}

/** Rows around those in sight are in the document, so that the next one nearly always is. */
function focusRow(list: Element, index: number): boolean {
  const row = list.querySelector(`[aria-rowindex="${index}"]`);
  const link = row?.querySelector<HTMLElement>('a[href]');
  if (link === null || link === undefined) return false;
  row?.scrollIntoView({ block: 'nearest' });
  link.focus({ preventScroll: true });
  return true;
}

/** The index of the uppermost row that can be seen whole. */
function firstInSight(list: Element): number {
  const rows = [...list.querySelectorAll('[aria-rowindex]')];
  const head = rows.find((row) => Number(row.ariaRowIndex) < FIRST);
  const topPx = Math.max(head?.getBoundingClientRect().bottom ?? 0, 0);
  const seen = rows
    .filter((row) => row !== head && row.getBoundingClientRect().top >= topPx - 1)
    .map((row) => Number(row.ariaRowIndex));
  return Math.min(...seen);
}
