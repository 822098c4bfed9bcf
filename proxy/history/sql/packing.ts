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
  const cursor = { at: 0 };
  let nextMs = fromMs;
  let [count, min] = [0, 0];
  while (cursor.at < data.length) {
    const atMs = nextMs + readSigned(data, cursor) * stepMs;
    count += readSigned(data, cursor);
    min += readSigned(data, cursor);
    const max = min + readSigned(data, cursor);
    const sum = min * count + readSigned(data, cursor);
    points.push({ atMs, count, min, sum, max });
    nextMs = atMs + stepMs;
  }
  return points;
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

function readSigned(data: Uint8Array, cursor: { at: number }): number {
  let [value, unit] = [0, 1];
  for (;;) {
    const byte = data[cursor.at];
    if (byte === undefined) throw new RangeError('the packed numbers end too early');
    cursor.at += 1;
    value += (byte % MORE) * unit;
    if (byte < MORE) return value % 2 === 1 ? -(value + 1) / 2 : value / 2;
    unit *= MORE;
  }
}
