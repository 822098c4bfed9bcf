import { describe, expect, it } from 'vitest';
import { BEAT_MS, type Scene } from '../scene.ts';
import { expectSurvivorsLive, hasStatus, isSilent, memberIn, reasonIn } from '../sightings.ts';
import { statusIn } from '../lxd-truth.ts';

/** "No answer to us" within this, although LXD takes 7 to 20 s to notice. */
const NOTICED_WITHIN_MS = 5000;
/** A beat after LXD; and what it takes to ask, to publish and to measure here. */
const AFTER_LXD_MS = BEAT_MS + 500;

export function followerScenario(scene: () => Scene): void {
  describe('a frozen follower', () => {
    it('is silent to us within 5 s, Offline within a beat of LXD, and back by itself', async ({
      annotate,
    }) => {
      const { cluster, live, truth, settled, followers } = scene();
      await settled();
      const [name = ''] = await followers();
      const others = cluster.memberNames.filter((each) => each !== name);
      const frozenAtMs = Date.now();
      await cluster.freeze(name);
      try {
        const silent = await live.until(isSilent(name), {
          what: `${name} silent`,
          sinceMs: frozenAtMs,
          withinMs: 15_000,
        });
        await annotate(`silent after ${silent.atMs - frozenAtMs} ms`);
        expect(silent.atMs - frozenAtMs).toBeLessThanOrEqual(NOTICED_WITHIN_MS);
        expect(memberIn(silent, name)?.status).toBe('Online');
        const meanwhile = truth.since(frozenAtMs).filter(({ atMs }) => atMs <= silent.atMs);
        expect(new Set(meanwhile.map((word) => statusIn(word, name)))).toEqual(new Set(['Online']));
        expect(silent.verdict.level).toBe('degraded');
        expect(reasonIn(silent, 'silent')?.members).toEqual([name]);
        expect(silent.verdict.sentence).toContain(name);

        const said = await truth.until((word) => statusIn(word, name) === 'Offline', {
          what: `${name} is Offline`,
          sinceMs: frozenAtMs,
          withinMs: 40_000,
        });
        const offline = await live.until(hasStatus(name, 'Offline'), {
          what: `${name} Offline`,
          sinceMs: frozenAtMs,
          withinMs: 15_000,
        });
        await annotate(`Offline ${offline.atMs - said.atMs} ms after LXD`);
        expect(offline.atMs - said.atMs).toBeLessThanOrEqual(AFTER_LXD_MS);
        expect(reasonIn(offline, 'offline')?.members).toEqual([name]);
        expectSurvivorsLive(live, others, frozenAtMs);
      } finally {
        await cluster.thaw(name);
      }
      await settled();
      expectSurvivorsLive(live, others, frozenAtMs);
    });
  });
}
