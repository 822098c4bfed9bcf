import { useState } from 'react';
import { formatDuration } from '~wire/duration.ts';
import type { Span } from '~wire/series.ts';
import { type Shape, shapeOf } from '~wire/witness.ts';
import { formatInstant } from '../lib/instant.ts';
import { type Bounds, type Closed, indexAt, piecesOf, toMs } from '../lib/stretches.ts';
import { useAt } from '../url/at.tsx';
import { useZone } from '../url/display.tsx';
import { TONES } from './StatusShape.tsx';

type StatusRibbonProps = {
  /** Oldest first, up to now. */
  spans: readonly Closed<Span>[];
  /** When the member led the cluster database. */
  led: readonly Closed<boolean>[];
  bounds: Bounds;
  product: string;
};

const OUR_SHAPES: Readonly<Record<Span['ours'], Shape>> = {
  answering: 'online',
  silent: 'offline',
  wrong: 'attention',
  pending: 'unknown',
  unknown: 'unknown',
  absent: 'unknown',
};

const OUR_WORDS: Readonly<Record<Span['ours'], string>> = {
  answering: 'it answered us',
  silent: 'it did not answer us',
  wrong: 'it did not answer us as it should',
  pending: 'it was not probed yet',
  unknown: 'we were not looking',
  absent: 'it was not in the cluster',
};

/** The ribbon is drawn on a line of this many steps, however wide it is. */
const STEPS = 1000;
/** What is well may vanish among days; trouble never does. */
const leastSteps = (shape: Shape): number => (shape === 'online' ? 0 : 3);

/** Each kind has a form of its own beside its colour: well is a thin line, trouble a block, maintenance a frame. */
const FORMS: Readonly<Record<Shape, string>> = {
  online: 'top-[calc(50%-2px)] h-1 bg-(--mark)',
  offline: 'inset-y-0 bg-(--mark)',
  attention: 'inset-y-0 border-y-[6px] border-(--mark)',
  evacuated: 'inset-y-0.5 border-2 border-(--mark)',
  unknown: 'inset-y-0 hatched border-y border-dashed border-(--mark)',
};

const lxdShape = ({ status }: Span): Shape => (status === null ? 'unknown' : shapeOf(status));
const ourShape = ({ ours }: Span): Shape => OUR_SHAPES[ours];

/** What both witnesses said in one stretch of time, in words. */
export function spanWords({ status, ours }: Span, product: string): string {
  const theirs = status === null ? `${product}'s word was not known` : `${product} said ${status}`;
  return `${theirs}; ${OUR_WORDS[ours]}`;
}

/** Both witnesses of one member over time, as two thin lanes. Pointing at it or stepping through it reads a stretch. */
export function StatusRibbon({ spans, led, bounds, product }: StatusRibbonProps) {
  const zone = useZone();
  const at = useAt();
  const [chosen, setChosen] = useState<number | null>(null);
  const last = spans.length - 1;
  const index = chosen === null ? last : Math.min(chosen, last);
  const span = spans[index];
  if (span === undefined) return null;
  const time = (atMs: number): string => formatInstant(atMs, zone, bounds.toMs);
  const edge = at === 'live' ? 'now' : 'then';
  const end = span.toMs < bounds.toMs ? time(span.toMs) : edge;
  const reading = `${time(span.fromMs)} to ${end}, ${formatDuration(span.toMs - span.fromMs)}: ${spanWords(span.value, product)}`;
  const step = (key: string): number | undefined =>
    ({ ArrowLeft: index - 1, ArrowRight: index + 1, Home: 0, End: last })[key];
  return (
    <div className="grid grid-cols-[4.5rem_minmax(0,1fr)] gap-x-3 gap-y-2 px-5 py-3 max-md:grid-cols-1">
      <div className="flex flex-col gap-1 text-sm leading-4 text-faint max-md:hidden">
        <span>{product} says</span>
        <span>we see</span>
      </div>
      <div
        role="slider"
        tabIndex={0}
        aria-label="Status over time"
        aria-valuemin={0}
        aria-valuemax={last}
        aria-valuenow={index}
        aria-valuetext={reading}
        onKeyDown={(event) => {
          const next = step(event.key);
          if (next === undefined) return;
          event.preventDefault();
          setChosen(Math.min(Math.max(next, 0), last));
        }}
        onPointerMove={(event) => {
          const { left, width } = event.currentTarget.getBoundingClientRect();
          const atMs = toMs(event.clientX - left, bounds, width);
          const found = indexAt(spans, Math.min(Math.max(atMs, bounds.fromMs), bounds.toMs - 1));
          if (found >= 0) setChosen(found);
        }}
        onPointerLeave={() => setChosen(null)}
        onBlur={() => setChosen(null)}
        className="relative flex cursor-crosshair flex-col gap-1 self-start"
      >
        <Lane spans={spans} shapeAt={lxdShape} bounds={bounds} />
        <Lane spans={spans} shapeAt={ourShape} bounds={bounds} />
        <Leadership led={led} bounds={bounds} />
        {chosen !== null && <Choice span={span} bounds={bounds} />}
      </div>
      <div className="flex flex-wrap justify-between gap-x-4 text-sm text-faint md:col-start-2">
        <span>{time(bounds.fromMs)}</span>
        <p aria-hidden="true" className="text-soft max-md:order-last max-md:w-full">
          <bdi>{reading}</bdi>
        </p>
        <span>{edge}</span>
      </div>
    </div>
  );
}

const percent = (steps: number): string => `${(steps / STEPS) * 100}%`;

type LaneProps = { spans: readonly Closed<Span>[]; shapeAt(span: Span): Shape; bounds: Bounds };

function Lane({ spans, shapeAt, bounds }: LaneProps) {
  return (
    <div className="relative h-4 overflow-hidden rounded-sm bg-sunken">
      {[...piecesOf(spans, shapeAt, leastSteps, bounds, STEPS)].map(([shape, pieces]) =>
        pieces.map(({ x, end }) => (
          <span
            key={`${shape} ${x}`}
            className={`absolute forced-color-adjust-none ${TONES[shape]} ${FORMS[shape]}`}
            style={{ left: percent(x), width: percent(end - x) }}
          />
        )),
      )}
    </div>
  );
}

/** A line below the lanes for as long as the member led the cluster database. */
function Leadership({ led, bounds }: Pick<StatusRibbonProps, 'led' | 'bounds'>) {
  const pieces =
    piecesOf(
      led,
      (leads) => leads,
      (leads) => (leads ? 3 : 0),
      bounds,
      STEPS,
    ).get(true) ?? [];
  if (pieces.length === 0) return null;
  return (
    <div className="relative h-4 text-xs text-soft">
      {pieces.map(({ x, end }) => (
        <span
          key={x}
          className="absolute inset-y-0 overflow-hidden border-t-2 border-ink pl-0.5"
          style={{ left: percent(x), width: percent(end - x) }}
        >
          leader
        </span>
      ))}
    </div>
  );
}

/** A frame around the stretch that is read. */
function Choice({ span, bounds }: { span: Bounds; bounds: Bounds }) {
  const all = bounds.toMs - bounds.fromMs;
  return (
    <span
      aria-hidden="true"
      className="absolute -inset-y-0.5 min-w-1 rounded-sm border border-accent"
      style={{
        left: `${((span.fromMs - bounds.fromMs) / all) * 100}%`,
        width: `${((span.toMs - span.fromMs) / all) * 100}%`,
      }}
    />
  );
}
