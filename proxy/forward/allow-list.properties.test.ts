import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseForward } from './allow-list.ts';
import { FORWARDED, hostileUrl } from './testing/hostile-urls.ts';

it('sends upstream nothing but what the grammar has, and takes that as it is', () => {
  let accepted = 0;
  fc.assert(
    fc.property(hostileUrl, (url) => {
      const parsed = parseForward(url);
      if (!parsed.ok) return;
      accepted += 1;
      const { path, resource } = parsed.request;
      expect(path).toMatch(FORWARDED);
      expect(parseForward(path)).toEqual({ ok: true, request: { cluster: null, resource, path } });
      // No client or server reads it as another path.
      const { pathname, search, hash } = new URL(path, 'https://node-1:8443');
      expect(pathname + search + hash).toBe(path);
    }),
    { numRuns: 20_000 },
  );
  expect(accepted).toBeGreaterThan(1000);
});
