import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { followCluster } from '../live-view.ts';
import { getJson } from '../http.ts';
import { startProxy } from '../../proxy-process.ts';
import { KEY, type Scene } from '../scene.ts';
import { reasonIn } from '../sightings.ts';

export function wrongPinScenario(scene: () => Scene): void {
  describe('a pin that is not the cluster certificate', () => {
    it('is told as a certificate mismatch, and keeps everything unknown', async () => {
      const { cluster, settings, newDir } = scene();
      const { LXD_SERVER_CERT: _pinned, ...others } = settings();
      const env = { ...others, LXD_SERVER_FINGERPRINT: 'ab'.repeat(32) };
      const proxy = await startProxy({ cwd: await newDir(), env });
      const view = await followCluster(proxy.url, KEY);
      try {
        const seen = await view.until((sighting) => reasonIn(sighting, 'waiting') === undefined, {
          what: 'a verdict',
          sinceMs: 0,
          withinMs: 15_000,
        });
        expect(reasonIn(seen, 'certificate-mismatch')?.level).toBe('unknown');
        expect(seen.verdict.level).toBe('unknown');
        expect(seen.view.snapshot.members).toEqual([]);
        expect((await getJson(`${proxy.url}/readyz`)).status).toBe(503);
        expect((await getJson(`${proxy.url}/1.0`)).status).toBe(503);
        const key = await readFile(cluster.files.clientKey, 'utf8');
        for (const line of key.split('\n').filter((text) => text !== '')) {
          expect(proxy.output()).not.toContain(line);
        }
      } finally {
        await view.close();
        await proxy.stop();
      }
    });
  });
}
