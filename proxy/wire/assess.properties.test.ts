import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assess } from './assess.ts';
import { isFresh } from './freshness.ts';
import type { ClusterSnapshot, Member, PartState } from './snapshot.ts';
import { memberLists, snapshots } from './testing/arbitraries.ts';
import {
  BEAT_MS,
  MINUTE,
  NOW_MS,
  SECOND,
  TOO_OLD_MS,
  answering,
  failed,
  memberRow,
  ok,
  online,
  snapshotOf,
} from './testing/scenes.ts';
import type { Level } from './verdict.ts';

const verdictOf = (snapshot: ClusterSnapshot) => assess(snapshot, NOW_MS);

/** What an operator may do on seeing a level: rest, wait, or look. Not knowing is no better than knowing the worst. */
const EASE: Readonly<Record<Level, number>> = { ok: 2, degraded: 1, unknown: 0, critical: 0 };

const older = (timeMs: number | null, byMs: number): number | null =>
  timeMs === null ? null : timeMs - byMs;
const olderPart = (part: PartState, byMs: number): PartState => ({
  ...part,
  observedAtMs: older(part.observedAtMs, byMs),
  failingSinceMs: older(part.failingSinceMs, byMs),
});
const olderProbe = (member: Member, byMs: number): Member => {
  const { probe } = member;
  const since = { ...probe.since, atMs: probe.since.atMs - byMs };
  return { ...member, probe: { ...probe, observedAtMs: older(probe.observedAtMs, byMs), since } };
};

/** One datum of a snapshot that can be older: a part, a probe, the snapshot itself or a status. */
type Ageing = { what: 'server' | 'members' | 'groups' | 'snapshot' | number; byMs: number };
const ageings: fc.Arbitrary<Ageing> = fc.record({
  what: fc.oneof(fc.constantFrom('server', 'members', 'groups', 'snapshot'), fc.nat(9)),
  byMs: fc.constantFrom(1, BEAT_MS, TOO_OLD_MS, MINUTE, 10 * MINUTE),
});

function aged(snapshot: ClusterSnapshot, { what, byMs }: Ageing): ClusterSnapshot {
  if (what === 'snapshot') return { ...snapshot, observedAtMs: snapshot.observedAtMs - byMs };
  if (typeof what === 'number') {
    const members = snapshot.members.map((member, i) => (i === what ? olderProbe(member, byMs) : member));
    return { ...snapshot, members };
  }
  return { ...snapshot, parts: { ...snapshot.parts, [what]: olderPart(snapshot.parts[what], byMs) } };
}

/** Mostly well, so that a green light is at stake: a few data differ from a cluster that is all right. */
const nearlyWell = fc
  .tuple(memberLists, fc.constantFrom(0, BEAT_MS, TOO_OLD_MS), fc.nat(4))
  .map(([odd, ageMs, count]) => {
    const members = memberRow(5, (name, i) =>
      online(name, i === 1 ? ['database-leader'] : ['database-voter']),
    );
    return snapshotOf({
      members: [
        ...members,
        ...odd
          .slice(0, Math.max(0, count - 2))
          .map((each) => ({ ...each, server_name: `x-${each.server_name}`, roles: [] })),
      ],
      parts: { members: ok(ageMs) },
    });
  });
const scenes = fc.oneof(snapshots, nearlyWell);

describe('for any cluster in any state', () => {
  it('nothing is ever made better by making a datum older', () => {
    fc.assert(
      fc.property(scenes, ageings, (snapshot, ageing) => {
        const [now, later] = [verdictOf(snapshot), verdictOf(aged(snapshot, ageing))];
        expect(EASE[later.level]).toBeLessThanOrEqual(EASE[now.level]);
      }),
      { numRuns: 2000 },
    );
  });

  it('nothing is made better by waiting, and after a minute without news nothing is known', () => {
    fc.assert(
      fc.property(scenes, fc.nat(2 * MINUTE), (snapshot, ms) => {
        expect(EASE[assess(snapshot, NOW_MS + ms).level]).toBeLessThanOrEqual(
          EASE[verdictOf(snapshot).level],
        );
        expect(assess(snapshot, NOW_MS + MINUTE).level).toBe('unknown');
      }),
    );
  });

  it('nothing is well on a list that is old or was never read, nor on a probe that is', () => {
    fc.assert(
      fc.property(scenes, (snapshot) => {
        if (verdictOf(snapshot).level !== 'ok') return;
        expect(isFresh(snapshot.parts.members, snapshot, NOW_MS)).toBe(true);
        for (const { probe } of snapshot.members) {
          if (probe.state === 'pending') expect(NOW_MS - probe.since.atMs).toBeLessThanOrEqual(3 * BEAT_MS);
          else expect(isFresh(probe, snapshot, NOW_MS) && probe.state).toBe('answering');
        }
      }),
    );
  });

  it('a well cluster stops being well when one thing goes wrong', () => {
    const well = snapshotOf();
    expect(verdictOf(well).level).toBe('ok');
    for (const what of ['members', 0, 1, 2] as const) {
      expect(verdictOf(aged(well, { what, byMs: TOO_OLD_MS })).level).toBe('unknown');
    }
  });

  it('the level is that of the worst reason, which is first', () => {
    const rank = ['notice', 'degraded', 'unknown', 'critical'];
    fc.assert(
      fc.property(scenes, (snapshot) => {
        const { level, reasons } = verdictOf(snapshot);
        const ranks = reasons.map((reason) => rank.indexOf(reason.level));
        expect(ranks).toEqual(ranks.toSorted((a, b) => b - a));
        const worst = reasons[0]?.level ?? 'notice';
        expect(level).toBe(worst === 'notice' ? 'ok' : worst);
      }),
    );
  });

  it('every sentence is one, and says it of members of the list', () => {
    fc.assert(
      fc.property(scenes, (snapshot) => {
        const { sentence, reasons } = verdictOf(snapshot);
        const names = snapshot.members.map((member) => member.server_name);
        for (const { code, text, members } of reasons) {
          expect(text).toMatch(/^\S.*[^.]\.$/);
          expect(text).not.toMatch(/undefined|null|NaN| {2}|\.\.| [,.;:]/);
          expect(members).toEqual(names.filter((name) => members.includes(name)));
          if (code === 'failure-domain') continue;
          for (const name of members.length <= 3 ? members : members.slice(0, 2))
            expect(text).toContain(name);
        }
        expect(sentence).toMatch(/\.$/);
      }),
    );
  });

  it('no member that is fine by both witnesses is complained of, but for want of room', () => {
    const ofRoom: readonly string[] = ['pool-full', 'memory-full'];
    fc.assert(
      fc.property(scenes, (snapshot) => {
        const complaints = verdictOf(snapshot).reasons.filter(
          ({ level, code }) => level !== 'notice' && !ofRoom.includes(code),
        );
        const fine = snapshot.members.filter(
          ({ status, probe }) =>
            status === 'Online' && probe.state === 'answering' && isFresh(probe, snapshot, NOW_MS),
        );
        const named = new Set(complaints.flatMap((reason) => reason.members));
        for (const { server_name } of fine) expect(named).not.toContain(server_name);
      }),
    );
  });

  it('quorum is lost in the verdict when it is in the count, and the verdict then is critical', () => {
    fc.assert(
      fc.property(scenes, (snapshot) => {
        const { level, quorum, reasons } = verdictOf(snapshot);
        expect(reasons.some(({ code }) => code === 'quorum-lost')).toBe(quorum.state === 'lost');
        expect(reasons.some(({ code }) => code === 'electing')).toBe(quorum.state === 'electing');
        if (quorum.state === 'lost') expect(level).toBe('critical');
      }),
    );
  });

  it('outdated lists alone never make it critical', () => {
    fc.assert(
      fc.property(memberLists, fc.nat(10 * MINUTE), (members, forMs) => {
        const everyone = members.map((member) => ({ ...member, status: 'Offline' }));
        const lists = [ok(), failed('stale-view', SECOND, forMs)];
        for (const list of lists) {
          const { level } = verdictOf(snapshotOf({ members: everyone, parts: { members: list } }));
          expect(level).not.toBe('critical');
        }
      }),
    );
  });
});

describe('the size of a cluster', () => {
  it('does not make its headline longer', () => {
    const members = memberRow(200, (name) => online(name, ['database-leader'], { probe: answering() }));
    const lost = members.map((member) => ({ ...member, status: 'Odd' }));
    expect(verdictOf(snapshotOf({ members: lost })).sentence.length).toBeLessThan(80);
  });
});
