/** What the cluster itself told of at a moment, as it is kept: events, operations that ended, warnings that came and went. */
import * as z from 'zod/mini';
import { LifecycleEvent } from './event.ts';
import { Operation } from './operation.ts';
import { Warning } from './warning.ts';

/** `member`: the one it is about, or else the one that acted; null: neither is known. */
const common = { id: z.number(), atMs: z.number(), member: z.nullable(z.string()) };

/** A plain union: the other kind would be in the first script of the page, for a few of them an answer. */
export const Occurrence = z.union([
  z.object({ ...common, kind: z.literal('lifecycle'), event: LifecycleEvent }),
  /** At its end; it began at `operation.createdAtMs`. */
  z.object({ ...common, kind: z.literal('operation'), operation: Operation }),
  z.object({ ...common, kind: z.literal('warning'), phase: z.enum(['began', 'ended']), warning: Warning }),
]);
export type Occurrence = z.infer<typeof Occurrence>;

export const OCCURRENCE_KINDS = ['lifecycle', 'operation', 'warning'] as const;
export type OccurrenceKind = (typeof OCCURRENCE_KINDS)[number];
