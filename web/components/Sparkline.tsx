import { useMemo } from 'react';

type SparklineProps = {
  /** Oldest first; null: nothing is known of that step. */
  values: readonly (number | null)[];
  /** The longest it must reach for, so that a calm line looks calm. */
  atLeast: number;
  className?: string;
};

/** A grid on which a line keeps its form however wide it is drawn. */
const HEIGHT = 20;

/** Numbers over time as a line of no more than a word's height. Gaps are gaps. Words beside it say what it shows. */
export function Sparkline({ values, atLeast, className = '' }: SparklineProps) {
  const { lines, dots } = useMemo(() => strokesOf(values, atLeast), [values, atLeast]);
  return (
    <svg
      aria-hidden="true"
      viewBox={`0 0 ${Math.max(1, values.length - 1)} ${HEIGHT}`}
      preserveAspectRatio="none"
      className={`overflow-visible text-accent ${className}`}
    >
      <path
        d={lines + dots}
        fill="none"
        stroke="currentColor"
        strokeWidth="1.25"
        strokeLinecap="round"
        strokeLinejoin="round"
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  );
}

/** Paths through values that follow each other, and of those that stand alone. */
function strokesOf(values: readonly (number | null)[], atLeast: number): { lines: string; dots: string } {
  const known = values.filter((value) => value !== null);
  const top = Math.max(atLeast, ...known) || 1;
  let lines = '';
  let dots = '';
  for (const [index, value] of values.entries()) {
    if (value === null) continue;
    const place = `${index} ${(HEIGHT - (value / top) * (HEIGHT - 1)).toFixed(2)}`;
    const [follows, goesOn] = [isKnown(values[index - 1]), isKnown(values[index + 1])];
    if (follows || goesOn) lines += `${follows ? 'L' : 'M'}${place}`;
    else dots += `M${place}h0.01`;
  }
  return { lines, dots };
}

const isKnown = (value: number | null | undefined): boolean => value !== null && value !== undefined;
