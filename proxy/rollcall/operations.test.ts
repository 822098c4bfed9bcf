import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_OPERATIONS, type Operation } from '../wire/operation.ts';
import { MINUTE, NOW_MS, SECOND, operation } from '../wire/testing/scenes.ts';
import { createOperations } from './operations.ts';

const running = (id: string, differs: Partial<Operation> = {}) => operation(id, differs);
const ended = (id: string, status_code = 200): Operation =>
  operation(id, { status_code, status: status_code === 200 ? 'Success' : 'Failure', updatedAtMs: NOW_MS });
const ids = (list: readonly Operation[]): string[] => list.map(({ id }) => id);

describe('operations', () => {
  it('are those of the list, the latest first, and those that have ended last', () => {
    const operations = createOperations();
    const list = [ended('done'), running('old', { createdAtMs: 1 }), running('new', { createdAtMs: 2 })];
    operations.replace(list, NOW_MS, NOW_MS);
    expect(ids(operations.list(NOW_MS))).toEqual(['new', 'old', 'done']);
  });

  it('are what the last event of each says', () => {
    const operations = createOperations();
    operations.hear(running('a'), NOW_MS);
    operations.hear(running('a', { progress: '50%', updatedAtMs: NOW_MS }), NOW_MS);
    expect(operations.list(NOW_MS)).toMatchObject([{ progress: '50%' }]);
  });

  it('stay ended, in whatever order their events come', () => {
    const events = [running('a', { status: 'Pending', status_code: 105 }), running('a'), ended('a')];
    fc.assert(
      fc.property(fc.shuffledSubarray(events, { minLength: 3 }), (order) => {
        const operations = createOperations();
        for (const event of order) operations.hear(event, NOW_MS);
        expect(operations.list(NOW_MS)).toMatchObject([{ status: 'Success' }]);
      }),
    );
  });

  it('that are no longer listed have ended unseen, but for those that began since the list was asked for', () => {
    const operations = createOperations();
    operations.hear(running('gone'), NOW_MS);
    operations.hear(running('begun'), NOW_MS + 2 * SECOND);
    operations.replace([], NOW_MS + SECOND, NOW_MS + 3 * SECOND);
    expect(ids(operations.list(NOW_MS + 3 * SECOND))).toEqual(['begun']);
  });

  it('that have ended stay for a while, and those that failed for longer', () => {
    const operations = createOperations();
    operations.hear(ended('well'), NOW_MS);
    operations.hear(ended('badly', 400), NOW_MS);
    expect(ids(operations.list(NOW_MS + 29 * SECOND))).toEqual(['badly', 'well']);
    expect(ids(operations.list(NOW_MS + 31 * SECOND))).toEqual(['badly']);
    expect(operations.list(NOW_MS + 6 * MINUTE)).toEqual([]);
  });

  it('are the same list for as long as nothing of them changes', () => {
    const operations = createOperations();
    operations.replace([running('a')], NOW_MS, NOW_MS);
    const first = operations.list(NOW_MS);
    operations.replace([running('a')], NOW_MS + 1, NOW_MS + 1);
    expect(operations.list(NOW_MS + 1)).toBe(first);
    operations.hear(running('b'), NOW_MS + 2);
    expect(operations.list(NOW_MS + 2)).not.toBe(first);
  });

  it('are shown in a bounded number', () => {
    const operations = createOperations();
    for (let index = 0; index < 1000; index += 1) operations.hear(running(`op-${index}`), NOW_MS);
    expect(operations.list(NOW_MS)).toHaveLength(MAX_OPERATIONS);
  });
});
