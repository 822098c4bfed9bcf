import fc from 'fast-check';
import { expect, it } from 'vitest';
import { FORWARDED, hostileUrl } from './forward/testing/hostile-urls.ts';
import { listen, makeForwardingApp } from './testing/app.ts';
import { exchange } from './testing/raw-http.ts';
import { startUpstream } from './testing/upstream.ts';

it(
  'lets no request through to the cluster but those of the grammar, and never fails',
  { timeout: 60_000 },
  async () => {
    const upstream = await startUpstream({ members: 1 });
    // Every question is asked anew, and no list is fresh: whatever is taken for a name reaches the cluster.
    let nowMs = 0;
    const app = await makeForwardingApp({ prod: upstream }, { now: () => (nowMs += 3_600_000) });
    const port = await listen(app);
    await fc.assert(
      fc.asyncProperty(
        hostileUrl,
        fc.constantFrom('GET', 'HEAD', 'POST', 'PROPFIND'),
        async (url, method) => {
          const bytes = `${method} ${url} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`;
          // 503 is for the state of a member that no list has: who it is could not be asked of anybody.
          for (const { status } of await exchange(port, bytes))
            expect(status < 500 || status === 503).toBe(true);
        },
      ),
      { numRuns: 1000 },
    );
    const asked = await upstream.asked();
    expect(asked.length).toBeGreaterThan(50);
    for (const request of asked) {
      expect(request).toMatch(/^GET /);
      expect(request.slice(4)).toMatch(FORWARDED);
    }
    await app.close();
    await upstream.close();
  },
);
