import { expect, it } from 'vitest';
import { chronicle } from './chronicle.ts';
import { change, happened, note, operationEnded, warned } from './testing/happenings.ts';
import { trailsOf } from './testing/trails.ts';

const told = (...[happenings, fromMs, toMs]: Parameters<typeof chronicle>) =>
  chronicle(happenings, fromMs, toMs).map(({ atMs, untilMs, source, kind, text }) => [
    atMs,
    untilMs,
    source,
    kind,
    text,
  ]);

it('has everything of a range in order of time, and what reaches into it', () => {
  expect(
    told(
      {
        trails: trailsOf({
          blind: [
            { fromMs: 10, toMs: 20, cause: 'asleep' },
            { fromMs: 20, toMs: 120, cause: 'not-running' },
            { fromMs: 900, toMs: null, cause: 'unanswered' },
          ],
        }),
        changes: [change(200), change(99), change(1000)],
        occurrences: [operationEnded(150), warned(100, 'ended'), happened(1000)],
        notes: [
          note(50, 101, { text: 'a' }),
          note(50, null, { text: 'b' }),
          note(300, null, { deleted: true }),
        ],
      },
      100,
      1000,
    ),
  ).toEqual([
    [20, 120, 'blind', 'not-running', 'nobody looked'],
    [50, 101, 'note', 'note', 'a'],
    [100, null, 'event', 'warning', 'warning ended: Offline cluster member (low)'],
    [150, null, 'event', 'operation', 'Creating instance: Running'],
    [200, null, 'change', 'status', 'Online → Offline'],
    [900, null, 'blind', 'unanswered', 'nobody looked'],
  ]);
});

it('has a blind spot that has not ended in every later range', () => {
  const trails = trailsOf({ blind: [{ fromMs: 10, toMs: null, cause: 'unanswered' }] });
  expect(told({ trails, changes: [], occurrences: [], notes: [] }, 500, 600)).toHaveLength(1);
});
