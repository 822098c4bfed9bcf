import { describe, expect, it } from 'vitest';
import type { RecordedChange } from '~wire/change.ts';
import { NOW_MS, SECOND } from '~wire/testing/scenes.ts';
import { emWidth } from '../../lib/text-fit.ts';
import { subjectOf, timeOf, toldChanges } from './told-changes.ts';

const turned = (id: number, member: string, atMs = NOW_MS): RecordedChange => ({
  id,
  atMs,
  kind: 'status',
  member,
  before: 'Online',
  after: 'Offline',
  note: null,
  sinceMs: null,
});
const lines = (changes: RecordedChange[]) => toldChanges({ changes, flapping: [] }, NOW_MS, 3);
const tell = (changes: RecordedChange[]) =>
  lines(changes).map((told) => `${subjectOf(told, Infinity)} ${told.words}`);
const many = (count: number) =>
  Array.from({ length: count }, (_, index) => turned(count - index, `node-${index}`));

describe('the last changes', () => {
  it('have the time, and the day where it is over', () => {
    expect(timeOf(Date.UTC(2026, 10, 23, 3, 12, 7), 'utc', NOW_MS)).toBe('03:12:07');
    expect(timeOf(Date.UTC(2026, 10, 22, 3, 12, 7), 'utc', NOW_MS)).toBe('22 Nov 2026 03:12:07');
  });

  it('are one line where many members did the same at once', () => {
    expect(tell(many(2))).toEqual(['node-0 and 1 other Online → Offline']);
    expect(tell(many(150))).toEqual(['node-0 and 149 others Online → Offline']);
  });

  it('say so where there may have been more', () => {
    expect(tell(many(200))).toEqual(['node-0 and at least 199 others Online → Offline']);
  });

  it('stay apart where they are of another time, or of the same member', () => {
    expect(tell([turned(2, 'a'), turned(1, 'b', NOW_MS - 6 * SECOND)])).toHaveLength(2);
    expect(tell([turned(2, 'a'), turned(1, 'a', NOW_MS - SECOND)])).toHaveLength(2);
  });

  it('count the others shorter where there is less room, and keep the name apart from those like it', () => {
    const [two] = lines(many(2));
    const [most] = lines(many(200));
    const [long] = lines([turned(2, `rack-${'x'.repeat(50)}-7`), turned(1, 'b')]);
    if (two === undefined || most === undefined || long === undefined) throw new Error('nothing is told');
    expect(subjectOf(two, 8)).toBe('node-0 +1');
    expect(subjectOf(most, 10)).toBe('node-0 +199 or more');
    expect(subjectOf(long, 12)).toMatch(/^rack.*….*-7 \+1$/);
    expect(emWidth(subjectOf(long, 12))).toBeLessThanOrEqual(12);
  });
});
