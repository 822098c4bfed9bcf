/** A small note beside what the pointer or the focus is on: one for the whole page, loaded when the first is asked for. */

type Shown = { over: HTMLElement; end: AbortController };

const GAP_PX = 4;

let note: HTMLElement | null = null;
let shown: Shown | null = null;

/** Shows `text` beside `over` until the pointer and the focus have left it, Escape is pressed, or the page scrolls. */
export function showHint(over: HTMLElement, text: string): void {
  // It may have taken a moment to get here.
  if (!over.matches(':hover, :focus')) return;
  shown?.end.abort();
  note ??= makeNote();
  note.textContent = text;
  note.showPopover();
  place(note, over.getBoundingClientRect());
  const end = new AbortController();
  shown = { over, end };
  end.signal.addEventListener('abort', () => note?.hidePopover());
  const { signal } = end;
  const leave = (): void => {
    if (!over.matches(':hover, :focus')) end.abort();
  };
  over.addEventListener('pointerleave', leave, { signal });
  // The focus has left only after this event.
  over.addEventListener('blur', () => queueMicrotask(leave), { signal });
  document.addEventListener('scroll', () => end.abort(), { signal, capture: true });
  document.addEventListener('keydown', ({ key }) => key === 'Escape' && end.abort(), { signal });
}

/** The text is read aloud where it belongs, so the note is only to be seen. */
function makeNote(): HTMLElement {
  const made = document.createElement('div');
  made.popover = 'manual';
  made.ariaHidden = 'true';
  made.className = 'hint';
  document.body.append(made);
  return made;
}

/** Below, or above where there is no room; always inside the window. */
function place(made: HTMLElement, over: DOMRect): void {
  const { width, height } = made.getBoundingClientRect();
  const belowPx = over.bottom + GAP_PX;
  const topPx = belowPx + height <= innerHeight ? belowPx : over.top - GAP_PX - height;
  const leftPx = Math.min(over.left, document.documentElement.clientWidth - width - GAP_PX);
  made.style.top = `${topPx}px`;
  made.style.left = `${Math.max(leftPx, GAP_PX)}px`;
}
