import type { Member } from '~wire/snapshot.ts';
import { type Shape, shapeOf } from '~wire/witness.ts';
import { StatusShape } from '../../components/StatusShape.tsx';
import { Foreign } from '../../ui/Foreign.tsx';
import { type Filter, toggleStatus } from '../../url/filters.ts';
import { countStatuses } from './member-rows.ts';

type StatusFilterProps = {
  members: readonly Member[];
  /** Whether LXD's words are too old to stand, and whether ours are. */
  stale: { lxd: boolean; ours: boolean };
  filter: Filter;
  onChange(filter: Filter): void;
};

/** Our own words, in the form that the rows have. */
const OUR_SHAPES: ReadonlyMap<string, Shape> = new Map([
  ['silent', 'offline'],
  ['wrong', 'attention'],
]);

const OUR_WORDS: ReadonlyMap<string, string> = new Map([
  ['silent', 'silent to us'],
  ['wrong', 'wrong answer'],
]);

function shapeNow(status: string, stale: StatusFilterProps['stale']): Shape {
  const ours = OUR_SHAPES.get(status);
  if (ours !== undefined) return stale.ours ? 'unknown' : ours;
  return stale.lxd ? 'unknown' : shapeOf(status);
}

/** The statuses that are there, each with its count: pressed ones are shown. One that has gone stays while it is pressed. */
export function StatusFilter({ members, stale, filter, onChange }: StatusFilterProps) {
  const counts = countStatuses(members);
  const gone = filter.statuses.filter((status) => !counts.some(([known]) => known === status));
  return (
    <div role="group" aria-label="Filter by status" className="flex min-w-0 flex-wrap items-center gap-1.5">
      {stale.lxd && <span className="text-sm text-soft">last known:</span>}
      {[...counts, ...gone.map((status) => [status, 0] as const)].map(([status, count]) => (
        <button
          key={status}
          type="button"
          aria-pressed={filter.statuses.includes(status)}
          onClick={() => onChange(toggleStatus(filter, status))}
          className="flex h-7 max-w-56 items-center gap-1.5 rounded-sm border border-line px-2 text-sm text-soft hover:bg-hover aria-pressed:border-accent aria-pressed:bg-accent-tint aria-pressed:text-ink"
        >
          <StatusShape shape={shapeNow(status, stale)} className="size-3" />
          <Foreign text={OUR_WORDS.get(status) ?? status} className="one-line" />
          <span className="text-faint">{count}</span>
        </button>
      ))}
    </div>
  );
}
