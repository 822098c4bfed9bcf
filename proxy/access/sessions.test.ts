import { randomBytes } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Ending } from '../history/store.ts';
import type { SealKey } from './seal.ts';
import { type Identity, type Standing, type Standings, createSessions } from './sessions.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const LIMITS = { idleMs: 10 * HOUR, longestMs: 3 * DAY };
const ANA: Identity = { by: 'account', name: 'ana', role: 'operator', clusters: 'all', mark: 'm1' };

const key: SealKey = { id: 'k', key: randomBytes(32) };
let nowMs = 0;
let standing: Standing | null;
let kept: Ending[];
beforeEach(() => {
  nowMs = Date.UTC(2026, 10, 26);
  standing = { role: 'operator', clusters: 'all', limits: LIMITS };
  kept = [];
});

/** As after a restart, with what was kept. */
const start = (standings: Standings = { account: () => standing }) =>
  createSessions({
    keys: { current: () => key, all: () => [key] },
    standings,
    endings: [...kept],
    keep: (ending) => kept.push(ending),
    now: () => nowMs,
  });

describe('a session', () => {
  it('is known by what was sealed, over restarts', () => {
    const { viewer, sealed } = start().begin(ANA);
    expect(viewer).toMatchObject({ name: 'ana', role: 'operator', by: 'account', clusters: 'all' });
    expect(start().find(sealed)).toEqual(viewer);
  });

  it('ends when it is not used', () => {
    const sessions = start();
    const { viewer, sealed } = sessions.begin(ANA);
    expect(viewer.session?.endsAtMs).toBe(nowMs + LIMITS.idleMs);
    nowMs += LIMITS.idleMs - 1;
    expect(sessions.find(sealed)).not.toBeNull();
    nowMs += 1;
    expect(sessions.find(sealed)).toBeNull();
  });

  it('goes on while it is used, in cookies that are renewed now and then, and ends in the end', () => {
    const sessions = start();
    let { sealed } = sessions.begin(ANA);
    let renewals = 0;
    for (let minute = 0; minute < 72 * 60; minute += 1) {
      const viewer = sessions.find(sealed);
      if (viewer === null) throw new Error(`ended after ${minute} min`);
      const renewed = sessions.renew(viewer);
      if (renewed !== null) {
        renewals += 1;
        expect(renewed.sealed).not.toBe(sealed);
        ({ sealed } = renewed);
      }
      nowMs += 60_000;
    }
    expect(renewals).toBe(71);
    expect(sessions.find(sealed)).toBeNull();
  });

  it('has the role of the settings of now, not of when it began', () => {
    const { sealed } = start().begin(ANA);
    standing = { role: 'viewer', clusters: ['lab'], limits: LIMITS };
    expect(start().find(sealed)).toMatchObject({ role: 'viewer', clusters: ['lab'] });
    standing = null;
    expect(start().find(sealed)).toBeNull();
  });

  it('of a way that is no longer there is none', () => {
    const { sealed } = start().begin(ANA);
    expect(start({}).find(sealed)).toBeNull();
  });

  it.each(['', 'x', 'a.b.c.d.e'])('is not in %j', (sealed) => {
    expect(start().find(sealed)).toBeNull();
  });
});

describe('logging out', () => {
  it('ends this session and no other, over restarts', () => {
    const sessions = start();
    const [one, other] = [sessions.begin(ANA), sessions.begin(ANA)];
    sessions.end(one.viewer);
    for (const each of [sessions, start()]) {
      expect(each.find(one.sealed)).toBeNull();
      expect(each.find(other.sealed)).not.toBeNull();
    }
  });

  it('ends it in cookies that were renewed, too', () => {
    const sessions = start();
    const { viewer, sealed } = sessions.begin(ANA);
    nowMs += 2 * HOUR;
    const renewed = sessions.renew(viewer);
    sessions.end(viewer);
    expect([sealed, renewed?.sealed ?? ''].map(sessions.find)).toEqual([null, null]);
    expect(sessions.renew(viewer)).toBeNull();
  });

  it('everywhere ends all sessions of the same person that began before', () => {
    const sessions = start();
    const [one, other, ben] = [
      sessions.begin(ANA),
      sessions.begin(ANA),
      sessions.begin({ ...ANA, name: 'ben' }),
    ];
    sessions.endAll(one.viewer);
    // At the very same time.
    const later = sessions.begin(ANA);
    for (const each of [sessions, start()]) {
      expect([one, other].map(({ sealed }) => each.find(sealed))).toEqual([null, null]);
      expect(each.find(ben.sealed)).not.toBeNull();
      expect(each.find(later.sealed)).not.toBeNull();
    }
  });

  it('is remembered for as long as the session could have held', () => {
    const sessions = start();
    const { viewer } = sessions.begin(ANA);
    sessions.end(viewer);
    expect(kept).toEqual([
      { kind: 'session', subject: viewer.session?.id, atMs: nowMs, untilMs: nowMs + LIMITS.longestMs },
    ]);
  });
});

describe('what goes on in a session', () => {
  const listening = (sessions: ReturnType<typeof start>) => {
    const { viewer, sealed } = sessions.begin(ANA);
    const heard = { ended: 0 };
    const stop = sessions.whenEnded(viewer, () => {
      heard.ended += 1;
    });
    return { viewer, sealed, heard, stop };
  };

  it('ends at once with a log-out, once', () => {
    const sessions = start();
    const [one, other, left] = [listening(sessions), listening(sessions), listening(sessions)];
    left.stop();
    sessions.end(one.viewer);
    expect([one, other].map(({ heard }) => heard.ended)).toEqual([1, 0]);
    sessions.endAll(other.viewer);
    sessions.look();
    expect([one, other, left].map(({ heard }) => heard.ended)).toEqual([1, 1, 0]);
  });

  it('ends without use, by the clock', () => {
    const sessions = start();
    const { heard } = listening(sessions);
    nowMs += LIMITS.idleMs - 1;
    sessions.look();
    expect(heard.ended).toBe(0);
    nowMs += 1;
    sessions.look();
    expect(heard.ended).toBe(1);
  });

  it('goes on while the session is used elsewhere, and ends with the longest there is', () => {
    const sessions = start();
    const { sealed, heard } = listening(sessions);
    let text = sealed;
    while (nowMs < Date.UTC(2026, 10, 26) + LIMITS.longestMs - 3 * HOUR) {
      nowMs += 2 * HOUR;
      const viewer = sessions.find(text);
      text = (viewer === null ? null : sessions.renew(viewer))?.sealed ?? text;
      sessions.look();
    }
    expect(heard.ended).toBe(0);
    nowMs += 3 * HOUR;
    sessions.look();
    expect(heard.ended).toBe(1);
  });

  it('ends when the account is gone', () => {
    const sessions = start();
    const { heard } = listening(sessions);
    standing = null;
    sessions.look();
    expect(heard.ended).toBe(1);
  });
});
