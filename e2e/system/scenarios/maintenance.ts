import { describe, expect, it } from 'vitest';
import { eventually } from '../../contract/eventually.ts';
import type { Scene } from '../scene.ts';
import { hasStatus, memberIn, reasonIn } from '../sightings.ts';

const SHOWN_WITHIN_MS = 3000;
const NOTICED_WITHIN_MS = 5000;

export function maintenanceScenario(scene: () => Scene): void {
  describe('a member in maintenance', () => {
    it('is Evacuated within 3 s, told from a dead one by our own word, and restored', async ({
      annotate,
    }) => {
      const { cluster, live, settled, followers } = scene();
      await settled();
      const [name = ''] = await followers();
      const askedAtMs = Date.now();
      await cluster.evacuate(name);
      try {
        const evacuated = await live.until(hasStatus(name, 'Evacuated'), {
          what: `${name} Evacuated`,
          sinceMs: askedAtMs,
          withinMs: 15_000,
        });
        await annotate(`Evacuated after ${evacuated.atMs - askedAtMs} ms`);
        expect(evacuated.atMs - askedAtMs).toBeLessThanOrEqual(SHOWN_WITHIN_MS);
        expect(evacuated.verdict.level).toBe('ok');
        expect(reasonIn(evacuated, 'evacuated')).toMatchObject({ level: 'notice', members: [name] });
        expect(memberIn(evacuated, name)?.probe.state).toBe('answering');

        const killedAtMs = Date.now();
        await cluster.kill(name);
        const dead = await live.until((sighting) => reasonIn(sighting, 'evacuated-silent') !== undefined, {
          what: `${name} evacuated and silent`,
          sinceMs: killedAtMs,
          withinMs: 15_000,
        });
        await annotate(`silent after ${dead.atMs - killedAtMs} ms`);
        expect(dead.atMs - killedAtMs).toBeLessThanOrEqual(NOTICED_WITHIN_MS);
        expect(dead.verdict.level).toBe('degraded');
        expect(reasonIn(dead, 'evacuated-silent')?.members).toEqual([name]);
        expect(memberIn(dead, name)?.status).toBe('Evacuated');
      } finally {
        await cluster.start(name);
        // Not before the others have heard from it.
        await eventually(() => cluster.restore(name), { withinMs: 30_000 });
      }
      await settled();
    });
  });
}
