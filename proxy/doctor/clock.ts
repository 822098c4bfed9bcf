/**
 * How far a server's clock is from ours, by the `Date` of its answers. That has whole seconds, so one answer tells it to
 * half a second; several that were begun at different parts of a second tell it better.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { LxdClient } from '../lxd/client.ts';
import { formatMeasured } from '../wire/duration.ts';
import type { Finding, Speaker } from './finding.ts';
import { formatMs } from './format-ms.ts';

const SAMPLES = 4;
/** Spread over a second. */
const BETWEEN_MS = 230;
const DEADLINE_MS = 1500;
/** As LXD itself has it when it warns of a skew between members. */
const MOST_SKEW_MS = 5000;
const SLOW_MS = 500;

/** One answer: when it was asked for and had by our clock, and what the server's clock said when it began to answer. */
export type Sample = { askedAtMs: number; hadAtMs: number; dateMs: number };

/** Positive: the server is ahead. The truth is no further than `uncertaintyMs` from `skewMs`. */
export type Skew = { skewMs: number; uncertaintyMs: number };

/** Null: there is no sample. */
export function skewOf(samples: readonly Sample[]): Skew | null {
  const last = samples.at(-1);
  if (last === undefined) return null;
  const ranges = samples.map(rangeOf);
  const least = Math.max(...ranges.map(([from]) => from));
  const most = Math.min(...ranges.map(([, to]) => to));
  // Answers that contradict each other: a clock was set meanwhile.
  const [from, to] = least <= most ? [least, most] : rangeOf(last);
  return { skewMs: (from + to) / 2, uncertaintyMs: (to - from) / 2 };
}

/** It wrote the second down at some time between our question and its answer's arrival, and as much as a second late. */
const rangeOf = ({ askedAtMs, hadAtMs, dateMs }: Sample): [number, number] => [
  dateMs - hadAtMs,
  dateMs + 1000 - askedAtMs,
];

export type Measured = { roundTripsMs: number[]; samples: Sample[] };

/** Asks some times, over one connection; what is not answered is left out. */
export async function measure(
  client: Pick<LxdClient, 'get'>,
  origin: string,
  now: () => number,
  signal: AbortSignal,
): Promise<Measured> {
  const measured: Measured = { roundTripsMs: [], samples: [] };
  for (let count = 0; count < SAMPLES && !signal.aborted; count += 1) {
    if (count > 0) await pause(BETWEEN_MS);
    const askedAtMs = now();
    const answer = await client.get(origin, '/1.0', { deadlineMs: DEADLINE_MS, signal });
    if (!answer.ok) break;
    const hadAtMs = now();
    measured.roundTripsMs.push(answer.value.ms);
    if (answer.value.dateMs !== null)
      measured.samples.push({ askedAtMs, hadAtMs, dateMs: answer.value.dateMs });
  }
  return measured;
}

export function judgeClock(here: Speaker, samples: readonly Sample[]): Finding {
  const skew = skewOf(samples);
  if (skew === null) return here.note('clock', 'it does not tell what time it is', null);
  const skewMs = Math.round(skew.skewMs);
  const uncertaintyMs = Math.round(skew.uncertaintyMs);
  const figures = { skewMs, uncertaintyMs };
  const apart = Math.abs(skewMs);
  const within = `give or take ${(uncertaintyMs / 1000).toFixed(1)} s`;
  if (apart <= uncertaintyMs) return here.ok('clock', `its clock is as ours, ${within}`, figures);
  const far = apart < 1000 ? `${(apart / 1000).toFixed(1)} s` : formatMeasured(apart);
  const what = `its clock is ${far} ${skewMs > 0 ? 'ahead of' : 'behind'} ours, ${within}`;
  return apart - uncertaintyMs < MOST_SKEW_MS
    ? here.ok('clock', what, figures)
    : here.warning('clock', what, 'set the clock that is wrong: timedatectl on both machines tells', figures);
}

/** Null: nothing was answered. The first one counts only where it is alone: the connection was made for it. */
export function judgeRoundTrip(here: Speaker, roundTripsMs: readonly number[]): Finding | null {
  const warm = roundTripsMs.length > 1 ? roundTripsMs.slice(1) : roundTripsMs;
  const roundTripMs = warm.toSorted((a, b) => a - b)[Math.floor(warm.length / 2)];
  if (roundTripMs === undefined) return null;
  const what = `answers in ${formatMs(roundTripMs)}`;
  const remedy = 'look at the load of that machine, and at the network in between';
  return roundTripMs < SLOW_MS
    ? here.ok('round-trip', what, { roundTripMs })
    : here.warning('round-trip', what, remedy, { roundTripMs });
}
