import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseForward } from './allow-list.ts';
import { FORWARDED, hostileUrl } from './testing/hostile-urls.ts';

const EVENT_TYPES = ['lifecycle', 'operation', 'lifecycle,operation'];

it('sends upstream nothing but what the grammar has, and takes that as it is', () => {
  let accepted = 0;
  fc.assert(
    fc.property(hostileUrl, (url) => {
      const parsed = parseForward(url);
      if (!parsed.ok) return;
      accepted += 1;
      const { request } = parsed;
      if (request.kind === 'listen') {
        expect(EVENT_TYPES).toContain([...request.filter.types].join());
        return;
      }
      const { path, key } = request;
      expect(path).toMatch(FORWARDED);
      expect(parseForward(key)).toEqual({ ok: true, request: { ...request, cluster: null } });
      if (request.resource.kind !== 'resources') expect(key).toBe(path);
      // No client or server reads it as another path.
      const { pathname, search, hash } = new URL(path, 'https://node-1:8443');
      expect(pathname + search + hash).toBe(path);
    }),
    { numRuns: 20_000 },
  );
  expect(accepted).toBeGreaterThan(1000);
});
