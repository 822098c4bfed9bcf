import type { TimelineKind } from '../../url/timeline-filter.ts';

/**
 * `endMs` is `atMs` for what took no time, and null for what goes on. `sinceMs`: it was found at `atMs`, and nobody had
 * looked since then; null: it was seen. `member`: the one it is about; null: the cluster. `by`: who asked for it, where that is
 * known. `shape`: how it ended, where not well. `key` tells them apart.
 */
export type Happening = {
  key: string;
  kind: TimelineKind;
  atMs: number;
  endMs: number | null;
  sinceMs: number | null;
  member: string | null;
  text: string;
  by: string | null;
  shape: 'offline' | 'attention' | null;
};
