import { describe, expect, it } from 'vitest';
import { NOW_MS, STILL_FRESH_MS, TOO_OLD_MS, snapshotOf } from '~wire/testing/scenes.ts';
import { pageSummary, pageVerdict } from './page-verdict.ts';

describe('pageVerdict', () => {
  it("is the cluster's own while its data are live, even if the proxy was just lost", () => {
    const verdict = pageVerdict(snapshotOf(), NOW_MS + STILL_FRESH_MS, 'proxy');
    expect(verdict.level).toBe('ok');
  });

  it('blames nobody in the cluster once the proxy is out of reach', () => {
    const verdict = pageVerdict(snapshotOf(), NOW_MS + 12_000, 'proxy');
    expect(verdict).toMatchObject({
      level: 'unknown',
      sentence: 'Unknown for 12 s: this page cannot reach the Rollcall proxy.',
      reasons: [],
    });
  });

  it('blames nobody in the cluster of a time in which nobody looked', () => {
    const verdict = pageVerdict(snapshotOf(), NOW_MS + 12_000, 'witness');
    expect(verdict.sentence).toBe('Unknown for 12 s: nobody was looking.');
  });

  it('speaks of the cluster where the proxy is there', () => {
    const verdict = pageVerdict(snapshotOf(), NOW_MS + 12_000, null);
    expect(verdict.level).toBe('unknown');
    expect(verdict.sentence).not.toContain('proxy');
  });

  it('is judged anew when the time or the connection is another', () => {
    const snapshot = snapshotOf();
    const levels = [0, TOO_OLD_MS, 0].map((ageMs) => pageVerdict(snapshot, NOW_MS + ageMs, null).level);
    expect(levels).toEqual(['ok', 'unknown', 'ok']);
  });
});

describe('pageSummary', () => {
  const summary = {
    key: 'prod',
    name: 'prod',
    demo: false,
    product: null,
    serverVersion: null,
    level: 'critical',
    sentence: 'Quorum is lost.',
    quorumSentence: 'Quorum is lost.',
    memberCount: 3,
    statuses: { Online: 3 },
    observedAtMs: NOW_MS - 60_000,
    rollCallIntervalMs: 2000,
  } as const;

  it('stands as long as the list is fresh, however old the member list is', () => {
    expect(pageSummary(summary, NOW_MS, NOW_MS + STILL_FRESH_MS, false)).toBe(summary);
  });

  it('is unknown once the list is old', () => {
    expect(pageSummary(summary, NOW_MS, NOW_MS + TOO_OLD_MS, true)).toMatchObject({
      level: 'unknown',
      sentence: 'Unknown for 1 min: this page cannot reach the Rollcall proxy.',
      statuses: { Unknown: 3 },
    });
  });
});
