/** A level in the words of the page. */
import type { Shape } from '~wire/witness.ts';
import type { Level } from '~wire/verdict.ts';

type LevelLook = { word: string; shape: Shape; glyph: string };

/** `glyph`: the shape as text, where nothing can be drawn: in the title of the window. */
export const LEVEL_LOOKS: Readonly<Record<Level, LevelLook>> = {
  ok: { word: 'OK', shape: 'online', glyph: '●' },
  degraded: { word: 'Degraded', shape: 'attention', glyph: '▲' },
  critical: { word: 'Critical', shape: 'offline', glyph: '✕' },
  unknown: { word: 'Unknown', shape: 'unknown', glyph: '?' },
};
