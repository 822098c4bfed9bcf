import { useQuery } from '@tanstack/react-query';
import { notesQuery } from '../../../api/notes.ts';
import { type Bounds, toPx } from '../../../lib/stretches.ts';
import { HEAD_ROW_PX } from '../geometry.ts';
import { notesRangeOf, notesWithin } from './notes-range.ts';

type NotesRowProps = {
  cluster: string;
  /** What the address names: what is being moved is not asked for. */
  settled: Bounds;
  bounds: Bounds;
  widthPx: number;
};

const MIDDLE_PX = HEAD_ROW_PX / 2;

/** What people wrote, where it belongs: a bar over a stretch of time, a flag at a moment. The texts stand in the list of notes. */
export function NotesRow({ cluster, settled, bounds, widthPx }: NotesRowProps) {
  const { data: notes = [] } = useQuery(notesQuery(cluster, notesRangeOf(settled), false));
  return (
    <svg aria-hidden="true" width={widthPx} height={HEAD_ROW_PX} className="absolute inset-0">
      {notesWithin(notes, bounds).map(({ id, fromMs, toMs }) => {
        const x = Math.round(toPx(fromMs, bounds, widthPx));
        const end = toMs === null ? x : Math.round(toPx(toMs, bounds, widthPx));
        return (
          <g key={id}>
            {toMs !== null && (
              <path
                d={`M${Math.max(x, -4)} ${MIDDLE_PX}H${Math.min(Math.max(end, x + 2), widthPx + 4)}`}
                strokeWidth="6"
                className="stroke-accent opacity-45"
              />
            )}
            <path d={`M${x} ${HEAD_ROW_PX - 4}V5h8l-2.5 3.5L${x + 8} 12h-7z`} className="fill-accent" />
          </g>
        );
      })}
    </svg>
  );
}
