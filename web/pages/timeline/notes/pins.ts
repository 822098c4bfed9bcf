/** What a note can be pinned to. Pure. */
import type { Note } from '~wire/history.ts';
import type { Bounds } from '../../../lib/stretches.ts';

/** `toMs` null: a moment. */
export type Pin = Pick<Note, 'fromMs' | 'toMs'>;

export const PIN_KINDS = ['kept', 'moment', 'selection', 'view'] as const;
/** `kept`: what the note is pinned to already. */
export type PinKind = (typeof PIN_KINDS)[number];

export type Pins = ReadonlyMap<PinKind, Pin>;

type Choosable = { kept?: Pin; chosenMs: number | null; selection: Bounds | null; bounds: Bounds };

const whole = ({ fromMs, toMs }: Bounds): Pin => ({ fromMs: Math.round(fromMs), toMs: Math.round(toMs) });

/** What there is to choose from, the likeliest first. */
export function pinsOf({ kept, chosenMs, selection, bounds }: Choosable): Pins {
  const pins = new Map<PinKind, Pin>();
  if (kept !== undefined) pins.set('kept', { fromMs: kept.fromMs, toMs: kept.toMs });
  if (selection !== null) pins.set('selection', whole(selection));
  if (chosenMs !== null) pins.set('moment', { fromMs: chosenMs, toMs: null });
  pins.set('view', whole(bounds));
  return pins;
}
