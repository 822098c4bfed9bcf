import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ClustersAnswer } from '~wire/api.ts';
import { get } from './client.ts';

const signal = new AbortController().signal;
const ask = () => get(ClustersAnswer, '/api/clusters', signal);
const answer = (body: string, status = 200) =>
  vi.stubGlobal('fetch', () => Promise.resolve(new Response(body, { status })));

beforeEach(() => {
  vi.spyOn(console, 'error').mockReturnValue(undefined);
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

describe('an answer of the proxy', () => {
  it('is taken where it has the promised shape', async () => {
    answer('{"nowMs":1,"clusters":[],"newer":"field"}');
    await expect(ask()).resolves.toEqual({ nowMs: 1, clusters: [] });
  });

  it.each([
    ['another shape', '{"nowMs":"soon"}'],
    ['no JSON', '<html>'],
  ])('is garbled with %s', async (_what, body) => {
    answer(body);
    await expect(ask()).rejects.toMatchObject({ kind: 'garbled' });
  });

  it('that refuses is told in its own words', async () => {
    answer('{"code":"unknown-cluster","message":"There is no cluster.","remedy":"Ask for another."}', 404);
    await expect(ask()).rejects.toMatchObject({
      kind: 'refused',
      code: 'unknown-cluster',
      message: 'There is no cluster.',
      remedy: 'Ask for another.',
    });
  });

  it('from something in between is told by its status', async () => {
    answer('<html>Bad Gateway</html>', 502);
    await expect(ask()).rejects.toMatchObject({ kind: 'refused', code: null, message: /502/ });
  });

  it('that does not come is said to be out of reach', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
    await expect(ask()).rejects.toMatchObject({ kind: 'unreachable' });
  });

  it('that nobody wants any more is no failure of the proxy', async () => {
    const reason = new Error('went elsewhere');
    vi.stubGlobal('fetch', () => Promise.reject(reason));
    await expect(get(ClustersAnswer, '/api/clusters', AbortSignal.abort(reason))).rejects.toBe(reason);
  });
});
