import { expect, it } from 'vitest';
import type { RedactedFrame } from './redact/event.ts';
import { LIFECYCLE_FRAME, OPERATION_FRAME, SECRET } from './redact/testing/frames.ts';
import { createEventFeed } from './event-feed.ts';

it('tells everybody of each event, without secrets, in their order', () => {
  const feed = createEventFeed();
  const [one, other]: RedactedFrame[][] = [[], []];
  feed.listen((frame) => one?.push(frame));
  feed.listen((frame) => other?.push(frame));
  feed.publish(OPERATION_FRAME);
  feed.publish(LIFECYCLE_FRAME);
  expect(one?.map(({ type }) => type)).toEqual(['operation', 'lifecycle']);
  expect(one?.[0]).toMatchObject({ metadata: { id: OPERATION_FRAME.metadata.id, metadata: null } });
  expect(JSON.stringify(one)).not.toContain(SECRET);
  // The very same: it was made once.
  expect(other?.every((frame, index) => frame === one?.[index])).toBe(true);
});

it('tells nobody of anything else', () => {
  const feed = createEventFeed();
  const heard: RedactedFrame[] = [];
  feed.listen((frame) => heard.push(frame));
  for (const raw of [null, SECRET, {}, { ...LIFECYCLE_FRAME, type: 'logging' }]) feed.publish(raw);
  expect(heard).toEqual([]);
});

it('tells those no more who have stopped listening', () => {
  const feed = createEventFeed();
  const heard: RedactedFrame[] = [];
  const stop = feed.listen((frame) => heard.push(frame));
  feed.publish(LIFECYCLE_FRAME);
  stop();
  feed.publish(LIFECYCLE_FRAME);
  expect(heard).toHaveLength(1);
});
