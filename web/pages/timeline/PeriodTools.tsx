import { Link, useLocation, useSearchParams } from 'react-router';
import type { Bounds } from '../../lib/stretches.ts';
import { type Period, RANGES, type Range, type TimelineView, withPeriod } from '../../url/period.ts';
import { type Memory, closer, moved, wider } from './bounds.ts';

const RANGE_WORDS: Readonly<Record<Range, string>> = {
  '15m': '15 min',
  '1h': '1 h',
  '6h': '6 h',
  all: 'all',
};
const RANGE_TITLES: Readonly<Record<Range, string>> = {
  '15m': 'The last 15 minutes',
  '1h': 'The last hour',
  '6h': 'The last 6 hours',
  all: 'All since the proxy started',
};

const group = 'flex h-7 shrink-0 rounded-sm border border-line text-sm';
const choice =
  'flex items-center px-2 whitespace-nowrap text-soft hover:bg-hover aria-[current]:bg-accent-tint aria-[current]:text-ink disabled:opacity-50 disabled:hover:bg-transparent';

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
            title={RANGE_TITLES[range]}
            aria-current={(period.kind === 'last' && period.range === range) || undefined}
            className={choice}
          >
            {RANGE_WORDS[range]}
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
