/**
 * Points of a chunk as bytes: for each the steps since the last one, and the differences from it, so that a number that hardly
 * moves takes five bytes instead of forty. Whole numbers of seven bits a byte, the low ones first; signed ones as
 * 0, -1, 1, -2 ...
 */
import type { Point } from './points.ts';

const MORE = 0x80;

/** `points` in order of time, all within the chunk. Throws at what is not a whole number. */
export function pack(points: readonly Point[], fromMs: number, stepMs: number): Uint8Array {
  const bytes: number[] = [];
  let nextMs = fromMs;
  let [count, min] = [0, 0];
  for (const point of points) {
    pushSigned(bytes, (point.atMs - nextMs) / stepMs);
    pushSigned(bytes, point.count - count);
    pushSigned(bytes, point.min - min);
    pushSigned(bytes, point.max - point.min);
    pushSigned(bytes, point.sum - point.min * point.count);
    nextMs = point.atMs + stepMs;
    ({ count, min } = point);
  }
  return Buffer.from(bytes);
}

export function unpack(data: Uint8Array, fromMs: number, stepMs: number): Point[] {
  const points: Point[] = [];
  visit(data, fromMs, stepMs, (atMs, count, min, sum, max) => {
    points.push({ atMs, count, min, sum, max });
  });
  return points;
}

/** The last point up to a moment; undefined: there is none. Makes no others, of which there are many. */
export function unpackLast(
  data: Uint8Array,
  fromMs: number,
  stepMs: number,
  untilMs: number,
): Point | undefined {
  const last = { atMs: Number.NaN, count: 0, min: 0, sum: 0, max: 0 };
  visit(data, fromMs, stepMs, (atMs, count, min, sum, max) => {
    if (atMs > untilMs) return;
    last.atMs = atMs;
    last.count = count;
    last.min = min;
    last.sum = sum;
    last.max = max;
  });
  return Number.isNaN(last.atMs) ? undefined : last;
}

type Visitor = (atMs: number, count: number, min: number, sum: number, max: number) => void;

function visit(data: Uint8Array, fromMs: number, stepMs: number, each: Visitor): void {
  const read = readerOf(data);
  let nextMs = fromMs;
  let [count, min] = [0, 0];
  while (!read.atEnd()) {
    const atMs = nextMs + read.next() * stepMs;
    count += read.next();
    min += read.next();
    const max = min + read.next();
    const sum = min * count + read.next();
    each(atMs, count, min, sum, max);
    nextMs = atMs + stepMs;
  }
}

function pushSigned(bytes: number[], value: number): void {
  if (!Number.isSafeInteger(value)) throw new RangeError(`not a whole number that can be kept: ${value}`);
  // No bit operations: they end at 32 bits.
  let rest = value < 0 ? -2 * value - 1 : 2 * value;
  while (rest >= MORE) {
    bytes.push((rest % MORE) + MORE);
    rest = Math.floor(rest / MORE);
  }
  bytes.push(rest);
}

function readerOf(data: Uint8Array): { next(): number; atEnd(): boolean } {
  let at = 0;
  const byteHere = (): number => {
    const byte = data[at];
    if (byte === undefined) throw new RangeError('the packed numbers end too early');
    at += 1;
    return byte;
  };
  return {
    next() {
      let byte = byteHere();
      // Most numbers are one byte, or two.
      if (byte < MORE) return toSigned(byte);
      let [value, unit] = [byte - MORE, MORE];
      for (;;) {
        byte = byteHere();
        if (byte < MORE) return toSigned(value + byte * unit);
        value += (byte - MORE) * unit;
        unit *= MORE;
      }
    },
    atEnd: () => at >= data.length,
  };
}

const toSigned = (value: number): number => (value % 2 === 1 ? -(value + 1) / 2 : value / 2);
