/** Addresses that the review of a stretch of time needs and the first page does not. */
import { useMemo } from 'react';
import { formatRfc3339 } from '../lib/rfc3339.ts';
import { type Display, useDisplay, withDisplay } from './display.tsx';
import { apiPaths } from './paths.ts';
import { type At, withAt } from './at.tsx';

/** From one moment up to another, ms UTC. */
type Ends = { fromMs: number; toMs: number };

const segment = encodeURIComponent;

const ends = ({ fromMs, toMs }: Ends): [string, string][] => [
  ['from', formatRfc3339(fromMs)],
  ['to', formatRfc3339(toMs)],
];

export const EXPORT_FORMATS = ['md', 'csv', 'json'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** Addresses of the proxy. */
export const reviewApiPaths = {
  notes: (cluster: string): string => `${apiPaths.cluster(cluster)}/notes`,
  notesOf: (cluster: string, range: Ends, deleted: boolean): string => {
    const query = new URLSearchParams([...ends(range), ...(deleted ? [['deleted', 'true']] : [])]);
    return `${reviewApiPaths.notes(cluster)}?${query}`;
  },
  note: (cluster: string, id: number): string => `${reviewApiPaths.notes(cluster)}/${id}`,
  revisions: (cluster: string, id: number): string => `${reviewApiPaths.note(cluster, id)}/revisions`,
  /** A file to be kept. `zone`: a name of IANA's. */
  export: (cluster: string, range: Ends, format: ExportFormat, zone: string): string => {
    const query = new URLSearchParams([...ends(range), ['format', format], ['zone', zone]]);
    return `${apiPaths.cluster(cluster)}/export?${query}`;
  },
};

/** Pages, as links that keep the viewer's display. */
export type ReviewPaths = {
  /** Two moments, side by side; `toMs` null: now. */
  compare(cluster: string, fromMs: number, toMs: number | null): string;
  /** The timeline of a stretch of time, with what is chosen in it. */
  timelineOf(cluster: string, range: Ends, selection?: Ends): string;
  /** The same range, with a note's own time marked in it; a moment is chosen. */
  noteAt(cluster: string, range: Ends, pin: Ends): string;
};

const selected = ({ fromMs, toMs }: Ends): [string, string] => [
  'sel',
  `${formatRfc3339(fromMs)}..${formatRfc3339(toMs)}`,
];

function reviewPaths(display: Display): ReviewPaths {
  const page = (cluster: string, place: string, own: [string, string][], at: At = 'live'): string => {
    const query = withAt(withDisplay(new URLSearchParams(own), display), at);
    return `/clusters/${segment(cluster)}/${place}?${query}`;
  };
  return {
    compare: (cluster, fromMs, toMs) =>
      page(cluster, 'compare', [
        ['from', formatRfc3339(fromMs)],
        ['to', toMs === null ? 'now' : formatRfc3339(toMs)],
      ]),
    timelineOf: (cluster, range, selection) =>
      page(cluster, 'timeline', [...ends(range), ...(selection === undefined ? [] : [selected(selection)])]),
    noteAt: (cluster, range, pin) =>
      pin.fromMs === pin.toMs
        ? page(cluster, 'timeline', ends(range), pin.fromMs)
        : page(cluster, 'timeline', [...ends(range), selected(pin)]),
  };
}

export function useReviewPaths(): ReviewPaths {
  const display = useDisplay();
  return useMemo(() => reviewPaths(display), [display]);
}
