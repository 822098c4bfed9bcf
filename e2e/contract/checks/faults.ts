import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { eventually } from '../eventually.ts';
import { firstOf, followers, isLeader, rowOf, statuses, type Subject } from '../subject.ts';
import { shakeHands } from '../tls.ts';

/** Members that fail one at a time. */
export function faultChecks(subject: () => Subject): void {
  const allOnline = async () => {
    const { cluster, list, patience } = subject();
    await eventually(
      async () => {
        for (const asked of cluster.memberNames) {
          expect(new Set(Object.values(statuses(await list(asked))))).toEqual(new Set(['Online']));
        }
      },
      { withinMs: patience(30_000) },
    );
  };

  describe('a frozen follower', () => {
    it('takes connections and never finishes TLS, while the others answer at once', async () => {
      const { cluster, list } = subject();
      const name = firstOf(await followers(subject()));
      await cluster.freeze(name);
      try {
        expect(await shakeHands(cluster.endpointOf(name), 1500)).toEqual({ outcome: 'silent' });
        for (const other of cluster.memberNames.filter((each) => each !== name)) {
          expect(await list(other, 2000)).toHaveLength(3);
        }
      } finally {
        await cluster.thaw(name);
      }
      await allOnline();
    });
  });

  describe('a stopped follower', () => {
    it('refuses connections at once, reads Offline only after the threshold, and Online when it is back', async () => {
      const { cluster, list, offlineThresholdMs, patience } = subject();
      // Not the one that was just thawed: the cluster may not have heard from it since.
      const name = (await followers(subject())).at(-1) ?? '';
      await cluster.stop(name);
      const stoppedAtMs = Date.now();
      expect(await shakeHands(cluster.endpointOf(name), 1500)).toEqual({ outcome: 'refused' });
      expect(rowOf(await list(), name).status).toBe('Online');

      const row = await eventually(
        async () => {
          const found = rowOf(await list(), name);
          expect(found.status).toBe('Offline');
          return found;
        },
        { withinMs: patience(25_000) },
      );
      // Counted from its last heartbeat, which may be one and a half rounds (of half the threshold) old by then.
      expect(Date.now() - stoppedAtMs).toBeGreaterThan(offlineThresholdMs / 5);
      expect(row.message).toMatch(/^No heartbeat for [\d.]+m?s \(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/);
      const others = (await list()).filter((each) => each.server_name !== name);
      expect(others.map((each) => each.status)).toEqual(['Online', 'Online']);
      // It is another at every read, in its figures: its words stay, so that they can be told from news.
      const again = rowOf(await list(), name).message;
      expect(again).not.toBe(row.message);
      expect(wordsOf(again)).toEqual(wordsOf(row.message));

      await cluster.start(name);
      await allOnline();
    });
  });

  describe('a killed leader', () => {
    it('blocks the list, but not /1.0, until the others have elected one of them', async () => {
      const { cluster, as, list, offlineThresholdMs, patience } = subject();
      const old = await cluster.leader();
      const survivors = cluster.memberNames.filter((each) => each !== old);
      const survivor = firstOf(survivors);
      await cluster.kill(old);
      const killedAtMs = Date.now();

      const ended = new AbortController();
      const elect = async () => {
        try {
          return await eventually(
            async () => {
              const leader = firstOf((await list(survivor, patience(30_000))).filter(isLeader)).server_name;
              expect(survivors).toContain(leader);
              return leader;
            },
            { withinMs: patience(40_000) },
          );
        } finally {
          ended.abort();
        }
      };
      const probe = async () => {
        const seen = new Set<number>();
        while (!ended.signal.aborted) {
          for (const name of survivors) {
            seen.add((await as('restricted', name).ask('/1.0', { deadlineMs: 3000 })).status);
          }
          await sleep(50);
        }
        return seen;
      };
      const [, probed] = await Promise.all([elect(), probe()]);
      expect(probed).toEqual(new Set([200]));
      // That took about half a threshold, so that the probes were made during an election.
      expect(Date.now() - killedAtMs).toBeGreaterThan(offlineThresholdMs / 20);

      await cluster.start(old);
      await allOnline();
    });
  });

  describe('two of three members killed', () => {
    it('leaves /1.0 at 200 while the list fails, and it all comes back by itself', async () => {
      const { cluster, as, list, patience } = subject();
      const leader = await cluster.leader();
      const [survivor = '', other = ''] = cluster.memberNames.filter((each) => each !== leader);
      await Promise.all([cluster.kill(leader), cluster.kill(other)]);

      await eventually(
        async () => {
          const { status } = await as('restricted', survivor).ask('/1.0/cluster/members?recursion=1', {
            deadlineMs: patience(8000),
          });
          expect([500, 503]).toContain(status);
        },
        { withinMs: patience(60_000) },
      );
      expect((await as('restricted', survivor).ask('/1.0', { deadlineMs: 2000 })).status).toBe(200);

      await Promise.all([cluster.start(leader), cluster.start(other)]);
      // On the way there may be answers in which every member is Offline.
      await allOnline();
      expect((await list()).filter(isLeader)).toHaveLength(1);
    });
  });
}

/** What of a message has no digits in it. */
const wordsOf = (message: string): string[] => message.split(/\s+/).filter((token) => !/\d/.test(token));
