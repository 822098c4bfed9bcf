import { describe, expect, it } from 'vitest';
import { getJson } from '../http.ts';
import { eventually } from '../../contract/eventually.ts';
import { startProxy } from '../../proxy-process.ts';
import { followCluster } from '../live-view.ts';
import { describeSightings } from '../timeline.ts';
import { KEY, type Scene } from '../scene.ts';
import { expectNoMassOutage, expectSurvivorsLive, isSilent, memberIn, reasonIn } from '../sightings.ts';

const TOLD_WITHIN_MS = 15_000;
const STOPPED_WITHIN_MS = 5000;

export function quorumScenario(scene: () => Scene): void {
  describe('a lost quorum', () => {
    it('is told within 15 s, with each member by our own word, and is over by itself', async ({
      annotate,
    }) => {
      const { cluster, live, proxy, settled, settings, newDir } = scene();
      await settled();
      const leader = await cluster.leader();
      const [survivor = '', ...others] = cluster.memberNames.filter((name) => name !== leader);
      const killed = [leader, ...others];
      const stopped = await startProxy({ cwd: await newDir(), env: settings() });
      const open = await followCluster(stopped.url, KEY);
      const sinceMs = Date.now();
      await Promise.all(killed.map((name) => cluster.kill(name)));
      try {
        const lost = await live.until((sighting) => reasonIn(sighting, 'quorum-lost') !== undefined, {
          what: 'a lost quorum',
          sinceMs,
          withinMs: 40_000,
        });
        await annotate(`quorum lost after ${lost.atMs - sinceMs} ms`);
        expect(lost.atMs - sinceMs).toBeLessThanOrEqual(TOLD_WITHIN_MS);
        expect(lost.verdict).toMatchObject({
          level: 'critical',
          quorum: { state: 'lost', present: 1, needed: 2 },
        });
        for (const name of killed) expect(isSilent(name)(lost), `${name} is silent`).toBe(true);
        expect(memberIn(lost, survivor)?.probe.state).toBe('answering');

        const readyz = await eventually(
          async () => {
            const answer = await getJson(`${proxy.url}/readyz`);
            expect(answer.status).toBe(503);
            return answer;
          },
          { withinMs: 15_000 },
        );
        expect(readyz.body).toEqual({
          status: 'unready',
          reasons: [expect.stringMatching(/^lxd: the data are \d+ s old/)],
        });
        expect((await getJson(`${proxy.url}/healthz`)).status).toBe(200);

        const server = await getJson(`${proxy.url}/1.0`);
        expect(server).toMatchObject({ status: 200, body: { metadata: { auth: 'trusted' } } });
        const list = await getJson(`${proxy.url}/1.0/cluster/members?recursion=1`);
        expect([500, 503]).toContain(list.status);
        expect(list.body).toMatchObject({
          type: 'error',
          error_code: list.status,
          status: '',
          status_code: 0,
          operation: '',
          metadata: null,
          error: expect.stringMatching(/\S/),
        });

        // In the middle of it, with a stream open and questions under way.
        const askedAtMs = Date.now();
        const { code } = await stopped.stop();
        await annotate(`stopped after ${Date.now() - askedAtMs} ms`);
        expect(code).toBe(0);
        expect(Date.now() - askedAtMs).toBeLessThanOrEqual(STOPPED_WITHIN_MS);
        await open.ended;
        const story = describeSightings(live.since(sinceMs), sinceMs);
        const levels = live.since(lost.atMs).map(({ verdict }) => verdict.level);
        expect(new Set(levels), `critical all the time\n${story}`).toEqual(new Set(['critical']));
        expectSurvivorsLive(live, [survivor], sinceMs);
      } finally {
        await stopped.stop();
        await Promise.all(killed.map((name) => cluster.start(name)));
      }
      await settled();
      expectSurvivorsLive(live, [survivor], sinceMs);
      expectNoMassOutage(live, sinceMs);
      expect((await getJson(`${proxy.url}/readyz`)).status).toBe(200);
    });
  });
}
