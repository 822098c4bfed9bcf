import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { TestCluster } from '../../clusters/cluster.ts';
import { followCluster } from '../live-view.ts';
import { startProxy } from '../../proxy-process.ts';
import type { Scene } from '../scene.ts';
import { isListed, isSilent, isWell } from '../sightings.ts';

const NAME = 'prod-eu';
const STOPPED_WITHIN_MS = 5000;

/** The last one: it leaves the cluster with a member stopped. */
export function restartScenario(scene: () => Scene): void {
  describe('a restarted proxy', () => {
    it('finds the cluster by the addresses it learned, when the configured one is gone for good', async () => {
      const { cluster, settled, newDir, followers } = scene();
      await settled();
      const [only = ''] = await followers();
      const cwd = await newDir();
      await writeFile(join(cwd, 'rollcall.yaml'), settingsFile(cluster, cluster.endpointOf(only)));
      const options = { cwd, env: { ROLLCALL_DATA: await newDir() } };
      const before = await startProxy(options);
      const view = await followCluster(before.url, NAME);
      await view.until(isWell(cluster.memberNames), { what: 'the cluster', sinceMs: 0, withinMs: 15_000 });
      await cluster.stop(only);
      const stoppedAtMs = Date.now();
      await view.until((sighting) => isSilent(only)(sighting) && isListed(sighting), {
        what: 'the cluster by the word of another member',
        sinceMs: stoppedAtMs,
        withinMs: 15_000,
      });
      const askedAtMs = Date.now();
      const { code } = await before.stop();
      expect(code).toBe(0);
      expect(Date.now() - askedAtMs).toBeLessThanOrEqual(STOPPED_WITHIN_MS);
      await view.ended;

      const after = await startProxy(options);
      const again = await followCluster(after.url, NAME);
      try {
        const found = await again.until(isListed, {
          what: 'the cluster again',
          sinceMs: 0,
          withinMs: 15_000,
        });
        const names = found.view.snapshot.members.map(({ server_name }) => server_name);
        expect(names).toEqual(cluster.memberNames);
        expect(found.view.snapshot.cluster.answeringMember).not.toBe(only);
      } finally {
        await again.close();
        await after.stop();
      }
    });
  });
}

function settingsFile({ files, serverFingerprint }: TestCluster, endpoint: string): string {
  return `clusters:
  - name: ${NAME}
    endpoints:
      - ${endpoint}
    clientCert: ${files.clientCert}
    clientKey: ${files.clientKey}
    serverFingerprint: ${serverFingerprint}
`;
}
