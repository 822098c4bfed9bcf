/** Frames of `GET /1.0/events`, read field by field: what else they carry, secrets of tokens among it, is dropped. */
import { z } from 'zod';
import type { LifecycleEvent } from '../../wire/event.ts';
import type { Operation } from '../../wire/operation.ts';
import { OperationAnswer } from './operations.ts';
import { instant, text } from './read.ts';

export type ClusterEvent =
  | { type: 'lifecycle'; event: LifecycleEvent }
  | { type: 'operation'; operation: Operation; atMs: number };

const MAX_CHARS = 300;
const short = text().transform((value) => value.slice(0, MAX_CHARS));

const Requestor = z.object({ username: text(), protocol: text(), address: text() });

const LifecycleFrame = z.object({
  type: z.literal('lifecycle'),
  timestamp: instant,
  location: z.string().nullish(),
  project: z.string().nullish(),
  metadata: z.object({
    action: z.string().max(MAX_CHARS),
    source: short,
    project: z.string().nullish(),
    requestor: Requestor.nullish().catch(null),
  }),
});
const OperationFrame = z.object({
  type: z.literal('operation'),
  timestamp: instant,
  metadata: OperationAnswer,
});
const Frame = z.discriminatedUnion('type', [LifecycleFrame, OperationFrame]);

const orNull = (value: string | null | undefined): string | null => (value === '' ? null : (value ?? null));

/** An event as we use it, or null for what is none. `nowMs` stands in for a time that a server leaves out. */
export function toEvent(raw: unknown, nowMs: number): ClusterEvent | null {
  const frame = Frame.safeParse(raw);
  if (!frame.success) return null;
  if (frame.data.type === 'operation') {
    return { type: 'operation', operation: frame.data.metadata, atMs: frame.data.timestamp ?? nowMs };
  }
  const { timestamp, location, project, metadata } = frame.data;
  const [source = ''] = metadata.source.split('?', 1);
  return {
    type: 'lifecycle',
    event: {
      atMs: timestamp ?? nowMs,
      action: metadata.action,
      source,
      subject: lastPart(source),
      // LXD 5.0 names the project of an instance in the query of its path alone.
      project: orNull(metadata.project ?? projectOf(metadata.source) ?? project),
      location: orNull(location),
      requestor: metadata.requestor ?? null,
    },
  };
}

function lastPart(path: string): string {
  const part = path.slice(path.lastIndexOf('/') + 1);
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function projectOf(source: string): string | null {
  const mark = source.indexOf('?');
  return mark < 0 ? null : new URLSearchParams(source.slice(mark + 1)).get('project');
}
