import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { FailureKind } from '../wire/snapshot.ts';
import { errorEnvelope, parseEnvelope } from './envelope.ts';

const Thing = z.object({ name: z.string(), size: z.number().optional() });

const parse = (body: string, status = 200) => parseEnvelope(body, status, Thing, 'GET /1.0/thing');
const sync = (metadata: unknown, more: object = {}): string =>
  JSON.stringify({
    type: 'sync',
    status: 'Success',
    status_code: 200,
    operation: '',
    error_code: 0,
    error: '',
    metadata,
    ...more,
  });
const refusal = (code: number, text: string): string => JSON.stringify(errorEnvelope(code, text));

describe('an answer', () => {
  it.each([
    ['as LXD sends it', sync({ name: 'a', size: 1 }), { name: 'a', size: 1 }],
    ['with fields that we do not know', sync({ name: 'a', colour: 'red' }, { newer: true }), { name: 'a' }],
    ['without what an older server does not have', '{"type":"sync","metadata":{"name":"a"}}', { name: 'a' }],
    ['with white space around it', `\n${sync({ name: 'a' })}\n`, { name: 'a' }],
  ])('is understood %s', (_how, body, value) => {
    expect(parse(body)).toEqual({ ok: true, value });
  });

  const cases: [what: string, status: number, body: string, kind: FailureKind, says: string][] = [
    ['a stranger', 403, refusal(403, 'not authorized'), 'forbidden', '403 not authorized'],
    ['no login', 401, refusal(401, 'unauthorized'), 'forbidden', '401'],
    ['an unknown path', 404, refusal(404, 'not found'), 'not-found', '404 not found'],
    ['what LXD 5.0 lacks', 501, refusal(501, 'not implemented'), 'not-implemented', '501 not implemented'],
    ['no quorum', 500, refusal(500, 'context deadline exceeded'), 'lxd-error', 'context deadline exceeded'],
    ['no leader', 503, refusal(503, 'no available dqlite leader server found'), 'lxd-error', '503'],
    ['a code of tomorrow', 418, refusal(418, 'teapot'), 'lxd-error', '418 teapot'],
    ['an error inside HTTP 200', 200, refusal(403, 'Certificate is restricted'), 'forbidden', '403'],
    ['a proxy in between', 502, '<html>502 Bad Gateway</html>', 'garbage', 'HTTP 502, the body is not JSON'],
    ['plain text', 400, 'Bad Request\n', 'garbage', 'HTTP 400'],
    ['nothing at all', 200, '', 'garbage', 'not JSON'],
    ['half of an answer', 200, sync({ name: 'a' }).slice(0, 60), 'garbage', 'not JSON'],
    ['JSON of something else', 200, '{"hello":"world"}', 'garbage', 'not an LXD answer'],
    ['null', 200, 'null', 'garbage', 'not an LXD answer'],
    ['an operation', 202, sync({}, { type: 'async' }), 'garbage', 'not an LXD answer'],
    ['success inside HTTP 500', 500, sync({ name: 'a' }), 'garbage', 'HTTP 500'],
    ['another shape', 200, sync({ name: 5 }), 'garbage', 'metadata.name: '],
    ['a field missing', 200, sync({ size: 1 }), 'garbage', 'metadata.name: '],
    ['no metadata', 200, '{"type":"sync"}', 'garbage', 'not an LXD answer'],
    ['null for metadata', 200, sync(null), 'garbage', 'metadata'],
  ];
  it.each(cases)('is refused for %s', (_what, status, body, kind, says) => {
    const parsed = parse(body, status);
    expect(parsed).toMatchObject({ ok: false, error: { kind } });
    const message = parsed.ok ? '' : parsed.error.message;
    expect(message).toContain('GET /1.0/thing');
    expect(message).toContain(says);
  });

  it('shows an error text that is no sentence in part only', () => {
    const parsed = parse(refusal(500, 'x'.repeat(1_000_000)), 500);
    expect(parsed.ok ? 0 : parsed.error.message.length).toBeLessThan(1000);
  });
});

it('makes an error that it would understand itself', () => {
  expect(parse(JSON.stringify(errorEnvelope(404, 'Cluster member not found')), 404)).toEqual({
    ok: false,
    error: { kind: 'not-found', message: 'GET /1.0/thing: 404 Cluster member not found' },
  });
});
