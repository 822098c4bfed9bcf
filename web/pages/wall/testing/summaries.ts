/** Clusters as a list of them has them, for tests. */
import type { ClusterSummary } from '~wire/api.ts';

export const LISTED_MS = Date.UTC(2026, 10, 25);
export const LISTED_BEAT_MS = 2000;

/** A cluster of three members. `online`: how many of them are. */
export const summaryOf = (name: string, level: ClusterSummary['level'], online = 3): ClusterSummary => ({
  key: name,
  name,
  demo: false,
  product: 'lxd',
  serverVersion: '5.0.2',
  level,
  sentence: `${name} is ${level}.`,
  quorumSentence: '',
  memberCount: 3,
  statuses: { Online: online, Offline: 3 - online },
  observedAtMs: LISTED_MS,
  rollCallIntervalMs: LISTED_BEAT_MS,
});
