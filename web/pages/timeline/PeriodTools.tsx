import { Link, useLocation, useSearchParams } from 'react-router';
import type { Bounds } from '../../lib/stretches.ts';
import { type Period, RANGES, type Range, type TimelineView, withPeriod } from '../../url/period.ts';
import { type Memory, closer, moved, wider } from './bounds.ts';

const RANGE_WORDS: Readonly<Record<Range, readonly [word: string, title: string]>> = {
  '15m': ['15 min', 'The last 15 minutes'],
  '1h': ['1 h', 'The last hour'],
  '6h': ['6 h', 'The last 6 hours'],
  '24h': ['24 h', 'The last 24 hours'],
  '7d': ['7 d', 'The last 7 days'],
  '30d': ['30 d', 'The last 30 days'],
  all: ['all', 'All since the first record'],
};

const group = 'flex h-7 shrink-0 rounded-sm border border-line text-sm';
const choice =
  'flex items-center px-2 whitespace-nowrap text-soft hover:bg-hover aria-[current]:bg-accent-tint aria-[current]:text-ink disabled:opacity-50 disabled:hover:bg-transparent max-sm:px-1.5';

type PeriodToolsProps = { view: TimelineView; bounds: Bounds; memory: Memory };

/** Which stretch of time is shown: up to now, or steps from there. */
export function PeriodTools({ view: { period, setPeriod }, bounds, memory }: PeriodToolsProps) {
  const [params] = useSearchParams();
  const { pathname } = useLocation();
  const middleMs = period.kind === 'last' ? bounds.toMs : (bounds.fromMs + bounds.toMs) / 2;
  const steps: readonly (readonly [string, Period | null])[] = [
    ['Earlier', moved(bounds, -1, memory)],
    ['Closer', closer(bounds, middleMs, memory)],
    ['Wider', wider(bounds, memory)],
    ['Later', moved(bounds, 1, memory)],
  ];
  return (
    <div className="flex flex-wrap items-center gap-2">
      <nav aria-label="Range up to now" className={group}>
        {RANGES.map((range) => (
          <Link
            key={range}
            to={{ pathname, search: withPeriod(params, { kind: 'last', range }).toString() }}
            replace
            preventScrollReset
            title={RANGE_WORDS[range][1]}
            aria-current={(period.kind === 'last' && period.range === range) || undefined}
            className={choice}
          >
            {RANGE_WORDS[range][0]}
          </Link>
        ))}
      </nav>
      <div role="group" aria-label="Move in time" className={group}>
        {steps.map(([word, next]) => (
          <button
            key={word}
            type="button"
            disabled={next === null}
            onClick={() => next !== null && setPeriod(next)}
            className={choice}
          >
            {word}
          </button>
        ))}
      </div>
    </div>
  );
}
