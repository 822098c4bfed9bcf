/** What keys do: the one table that both the keyboard and its help are made from, and the pure part of reading it. */

/** What a shortcut does. The others are the business of what has the focus: the table only tells of them. */
export type Action =
  | 'palette'
  | 'help'
  | 'moment'
  | 'live'
  | 'zones'
  | 'overview'
  | 'clusters'
  | 'timeline'
  | 'wall'
  | 'full-screen'
  | 'previous'
  | 'next'
  | 'filter'
  | 'row-down'
  | 'row-up'
  | 'row-first'
  | 'row-last';

/** `keys`: one after the other; `Mod` is Ctrl, or Cmd on a Mac. */
export type Shortcut = { keys: string; words: string; action?: Action };

export const SHORTCUTS: readonly { title: string; shortcuts: readonly Shortcut[] }[] = [
  {
    title: 'Anywhere',
    shortcuts: [
      { keys: 'Mod+k', words: 'Find a member, cluster or page', action: 'palette' },
      { keys: '?', words: 'This list', action: 'help' },
      { keys: 'Escape', words: 'Close what is open' },
    ],
  },
  {
    title: 'Time',
    shortcuts: [
      { keys: 'g m', words: 'Go to a moment', action: 'moment' },
      { keys: 'g l', words: 'Return to live', action: 'live' },
      { keys: 'g z', words: 'Times in another zone', action: 'zones' },
    ],
  },
  {
    title: 'Places',
    shortcuts: [
      { keys: 'g o', words: 'Overview of this cluster', action: 'overview' },
      { keys: 'g t', words: 'Timeline of this cluster', action: 'timeline' },
      { keys: 'g w', words: 'Wall display', action: 'wall' },
      { keys: 'g h', words: 'All clusters', action: 'clusters' },
      { keys: '[', words: 'Previous member', action: 'previous' },
      { keys: ']', words: 'Next member', action: 'next' },
    ],
  },
  {
    title: 'Wall display',
    shortcuts: [{ keys: 'f', words: 'Full screen, and back', action: 'full-screen' }],
  },
  {
    title: 'Lists',
    shortcuts: [
      { keys: '/', words: 'Filter', action: 'filter' },
      { keys: 'Escape', words: 'Clear the filter, then leave it' },
      { keys: 'j', words: 'Next row', action: 'row-down' },
      { keys: 'k', words: 'Previous row', action: 'row-up' },
      { keys: 'Home', words: 'First row', action: 'row-first' },
      { keys: 'End', words: 'Last row', action: 'row-last' },
      { keys: 'Enter', words: 'Open the row' },
    ],
  },
];

/** What the lanes of the timeline do with keys while they have the focus, which nobody else then gets. */
export const LANE_SHORTCUTS: (typeof SHORTCUTS)[number] = {
  title: 'Lanes of the timeline',
  shortcuts: [
    { keys: 'ArrowUp', words: 'Lane above' },
    { keys: 'ArrowDown', words: 'Lane below' },
    { keys: 'ArrowLeft', words: 'Change before, in this lane' },
    { keys: 'ArrowRight', words: 'Change after, in this lane' },
    { keys: 'p', words: 'Change before, in any lane' },
    { keys: 'n', words: 'Change after, in any lane' },
    { keys: '[', words: 'Earlier; also Shift with ←' },
    { keys: ']', words: 'Later; also Shift with →' },
    { keys: '+', words: 'Closer' },
    { keys: '-', words: 'Wider' },
    { keys: 'Enter', words: 'Choose this moment' },
    { keys: 's', words: 'Begin to mark, and end it' },
    { keys: 'z', words: 'Zoom to what is marked' },
    { keys: 'm', words: 'Open the member' },
    { keys: 'Escape', words: 'Unmark, then unset, then leave' },
  ],
};

/**
 * A key going down. `key`: as the browser names it. `command`: with Ctrl or Cmd. `typing`: in a field, which wants the
 * letters for itself. `atMs`: by a clock that only goes forward.
 */
export type Stroke = { key: string; command: boolean; typing: boolean; atMs: number };

/** The beginning of a sequence, waiting for the rest. */
export type Begun = { keys: string; atMs: number } | null;

/** How long (ms) the next key of a sequence may take. */
export const SEQUENCE_MS = 1500;

const ALL = SHORTCUTS.flatMap(({ shortcuts }) => shortcuts);

/** What a key means after what was begun, and what is begun by then. A key that does not go on with a sequence counts by itself. */
export function press(begun: Begun, stroke: Stroke): { action: Action | null; begun: Begun } {
  const { key, command, typing, atMs } = stroke;
  const alone = (command ? 'Mod+' : '') + (key.length > 1 ? key : key.toLowerCase());
  const goesOn = begun !== null && atMs - begun.atMs <= SEQUENCE_MS;
  for (const keys of goesOn ? [`${begun.keys} ${alone}`, alone] : [alone]) {
    if (typing && !command) break;
    const found = ALL.find((shortcut) => shortcut.keys === keys);
    if (found !== undefined) return { action: found.action ?? null, begun: null };
    if (ALL.some((shortcut) => shortcut.keys.startsWith(`${keys} `)))
      return { action: null, begun: { keys, atMs } };
  }
  return { action: null, begun: null };
}
