import { describe, expect, it } from 'vitest';
import { goodSince, isGood, statusIn } from '../lxd-truth.ts';
import { describeSightings, describeWords } from '../timeline.ts';
import { BEAT_MS, type Scene } from '../scene.ts';
import { expectNoMassOutage, expectSurvivorsLive, hasStatus, isListed, reasonIn } from '../sightings.ts';

/** After LXD's first good answer. */
const LIVE_AGAIN_WITHIN_MS = 2000;
const AFTER_LXD_MS = BEAT_MS + 500;

type Fault = {
  title: string;
  strike(cluster: Scene['cluster'], name: string): Promise<void>;
  mend(cluster: Scene['cluster'], name: string): Promise<void>;
};

const FAULTS: Fault[] = [
  {
    title: 'a killed leader',
    strike: (cluster, name) => cluster.kill(name),
    mend: (cluster, name) => cluster.start(name),
  },
  {
    title: 'a frozen leader',
    strike: (cluster, name) => cluster.freeze(name),
    mend: (cluster, name) => cluster.thaw(name),
  },
];

export function leaderScenarios(scene: () => Scene): void {
  describe.each(FAULTS)('$title', ({ strike, mend }) => {
    it('leaves our probes live, is told as an election, and is over within 2 s of LXD answering', async ({
      annotate,
    }) => {
      const { cluster, live, truth, settled } = scene();
      await settled();
      const gone = await cluster.leader();
      const survivors = cluster.memberNames.filter((name) => name !== gone);
      const sinceMs = Date.now();
      await strike(cluster, gone);
      try {
        const electing = await live.until((sighting) => reasonIn(sighting, 'electing') !== undefined, {
          what: 'an election',
          sinceMs,
          withinMs: 15_000,
        });
        expect(electing.verdict.quorum.state).toBe('electing');
        expect(electing.verdict.level).toBe('degraded');

        const said = await truth.until((word) => isGood(word, gone), {
          what: 'a list with another leader',
          sinceMs,
          withinMs: 60_000,
        });
        expect(electing.atMs, 'the election is told while LXD keeps everybody waiting').toBeLessThan(
          said.atMs,
        );
        const back = await live.until(
          (sighting) => isListed(sighting) && sighting.view.snapshot.leadership?.member !== gone,
          { what: 'a list with another leader', sinceMs, withinMs: 30_000 },
        );
        const goodAtMs = goodSince(truth.since(sinceMs), gone, back.atMs) ?? back.atMs;
        await annotate(
          `electing after ${electing.atMs - sinceMs} ms, LXD after ${goodAtMs - sinceMs} ms, we ${back.atMs - goodAtMs} ms later`,
        );
        const story =
          describeSightings(live.since(sinceMs), sinceMs) + describeWords(truth.since(sinceMs), sinceMs);
        expect(back.atMs - goodAtMs, story).toBeLessThanOrEqual(LIVE_AGAIN_WITHIN_MS);
        expect(survivors).toContain(back.view.snapshot.cluster.answeringMember);
        expect(reasonIn(back, 'electing')).toBeUndefined();
        expect(back.view.changes).toContainEqual(
          expect.objectContaining({
            kind: 'leader',
            before: gone,
            after: back.view.snapshot.leadership?.member,
          }),
        );

        const saidOffline = await truth.until(
          (word) => isGood(word, gone) && statusIn(word, gone) === 'Offline',
          {
            what: `${gone} is Offline`,
            sinceMs,
            withinMs: 40_000,
          },
        );
        const offline = await live.until(hasStatus(gone, 'Offline'), {
          what: `${gone} Offline`,
          sinceMs,
          withinMs: 15_000,
        });
        await annotate(`Offline ${offline.atMs - saidOffline.atMs} ms after LXD`);
        expect(offline.atMs - saidOffline.atMs).toBeLessThanOrEqual(AFTER_LXD_MS);
        expectSurvivorsLive(live, survivors, sinceMs);
      } finally {
        await mend(cluster, gone);
      }
      await settled();
      expectSurvivorsLive(live, survivors, sinceMs);
      expectNoMassOutage(live, sinceMs);
    });
  });
}
