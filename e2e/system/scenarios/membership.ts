import { describe, expect, it } from 'vitest';
import { followCluster } from '../live-view.ts';
import { startProxy } from '../../proxy-process.ts';
import { KEY, type Scene } from '../scene.ts';
import { isWell, memberIn, reasonIn } from '../sightings.ts';

const JOINED = 'newcomer';
const RENAMED = 'renamed';

export function membershipScenario(scene: () => Scene): void {
  describe('a member that comes and goes', () => {
    it('is shown as it joins, is renamed and leaves, with the changes', async () => {
      const { cluster, live, settled } = scene();
      await settled();
      const before = cluster.memberNames;
      const [seen] = live.latest().view.changes;
      const sinceMs = Date.now();
      const awaited = { sinceMs, withinMs: 30_000 };

      await cluster.add(JOINED);
      const endpoint = cluster.endpointOf(JOINED);
      await live.until(isWell([...before, JOINED]), { ...awaited, what: `${JOINED} among the members` });
      await cluster.rename(JOINED, RENAMED);
      await live.until(isWell([...before, RENAMED]), { ...awaited, what: `${JOINED} as ${RENAMED}` });
      await cluster.remove(RENAMED);
      const { view } = await live.until(isWell(before), {
        what: `${RENAMED} gone`,
        sinceMs: Date.now(),
        withinMs: 30_000,
      });

      const news = view.changes.filter(({ id }) => id > (seen?.id ?? 0)).toReversed();
      expect(news.filter(({ kind }) => kind.startsWith('member-'))).toMatchObject([
        { kind: 'member-added', member: JOINED, after: endpoint },
        { kind: 'member-renamed', member: RENAMED, before: JOINED, after: RENAMED },
        { kind: 'member-removed', member: RENAMED, before: endpoint },
      ]);
    });

    it('never speaks for the cluster again, although its daemon still answers', async () => {
      const { cluster, settings, newDir } = scene();
      const removed = cluster.endpointOf(RENAMED);
      const proxy = await startProxy({ cwd: await newDir(), env: settings([removed, ...cluster.endpoints]) });
      const view = await followCluster(proxy.url, KEY);
      try {
        const well = await view.until(isWell(cluster.memberNames), {
          what: 'the cluster without it',
          sinceMs: 0,
          withinMs: 15_000,
        });
        // And in the beats after the first, too.
        await view.until(({ view: { seq } }) => seq > well.view.seq + 4, {
          what: 'more beats',
          withinMs: 20_000,
        });
        for (const sighting of view.since(0)) {
          const { cluster: identity } = sighting.view.snapshot;
          expect(identity.clustered).not.toBe(false);
          expect([null, ...cluster.memberNames]).toContain(identity.answeringMember);
          expect(memberIn(sighting, RENAMED)).toBeUndefined();
          expect(reasonIn(sighting, 'not-clustered')).toBeUndefined();
        }
      } finally {
        await view.close();
        await proxy.stop();
      }
    });

    it('is not taken for a cluster when it is all that is left to ask', async () => {
      const { cluster, settings, newDir } = scene();
      const proxy = await startProxy({ cwd: await newDir(), env: settings([cluster.endpointOf(RENAMED)]) });
      const view = await followCluster(proxy.url, KEY);
      try {
        const { verdict } = await view.until((sighting) => reasonIn(sighting, 'waiting') === undefined, {
          what: 'a verdict',
          sinceMs: 0,
          withinMs: 15_000,
        });
        expect(verdict.level).toBe('unknown');
        // It has a certificate of its own again, and trusts no longer ours.
        expect(['not-clustered', 'certificate-mismatch', 'not-trusted']).toContain(verdict.reasons[0]?.code);
      } finally {
        await view.close();
        await proxy.stop();
      }
    });
  });
}
