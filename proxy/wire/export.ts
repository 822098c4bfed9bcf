/** What was recorded of a stretch of time, as one file of JSON: `GET /api/clusters/:cluster/export?format=json`. */
import * as z from 'zod/mini';
import { RecordedChange } from './change.ts';
import { Note } from './history.ts';
import { Occurrence } from './occurrence.ts';
import { Trails } from './series.ts';
import { ClusterIdentity } from './snapshot.ts';
import { Verdict } from './verdict.ts';

/** Lists have the oldest first. */
export const ExportAnswer = z.object({
  cluster: ClusterIdentity,
  fromMs: z.number(),
  toMs: z.number(),
  madeAtMs: z.number(),
  /** Older changes or events of the range are left out, as there are too many for one file. */
  cut: z.boolean(),
  /** On the moments at both ends of the range; null: nothing had been recorded by then. */
  start: z.nullable(Verdict),
  end: z.nullable(Verdict),
  /** In words. */
  summary: z.array(z.string()),
  trails: Trails,
  changes: z.array(RecordedChange),
  events: z.array(Occurrence),
  notes: z.array(Note),
});
export type ExportAnswer = z.infer<typeof ExportAnswer>;
