import { describe, expect, it } from 'vitest';
import { REDACTIONS, redactBody } from './answer.ts';
import { JOIN_TOKEN, SECRET, UNPACKING } from './testing/frames.ts';

const redact = (kind: 'server' | 'operations' | 'operation', json: unknown): unknown => {
  const redaction = REDACTIONS[kind];
  if (redaction === undefined) throw new Error(`${kind} is forwarded as it is`);
  const redacted = redactBody(Buffer.from(JSON.stringify(json)), redaction);
  return redacted === null ? null : JSON.parse(redacted.toString());
};
const envelope = (metadata: unknown) => ({
  type: 'sync',
  status: 'Success',
  status_code: 200,
  operation: '',
  error_code: 0,
  error: '',
  metadata,
});

describe('GET /1.0', () => {
  it('keeps what a client needs, and nothing of the configuration', () => {
    const kept = {
      api_extensions: ['clustering'],
      api_status: 'stable',
      api_version: '1.0',
      auth: 'trusted',
      auth_methods: ['tls'],
      public: false,
      environment: { server: 'lxd', server_name: 'node-1' },
    };
    const config = { 'core.trust_password': 'hunter2', 'loki.auth.password': 'hunter3' };
    const later = { auth_user_name: 'ab12', secrets: 'hunter4' };
    expect(redact('server', envelope({ ...kept, config, ...later }))).toEqual(
      envelope({ ...kept, config: {} }),
    );
  });

  it('takes what an untrusted client gets', () => {
    expect(redact('server', envelope({ auth: 'untrusted', api_version: '1.0' }))).toEqual(
      envelope({ auth: 'untrusted', api_version: '1.0', config: {} }),
    );
  });
});

describe('operations', () => {
  const { metadata: _secret, ...token } = JOIN_TOKEN;

  it('are listed by status as LXD does, without secrets', () => {
    const listed = { running: [UNPACKING, JOIN_TOKEN], success: [] };
    expect(redact('operations', envelope(listed))).toEqual(
      envelope({ running: [UNPACKING, { ...token, metadata: null }], success: [] }),
    );
  });

  it('are listed as paths, and nothing else is', () => {
    const path = `/1.0/operations/${JOIN_TOKEN.id}`;
    const listed = { running: [path, `${path}/websocket?secret=${SECRET}`, SECRET, 5, null, {}] };
    expect(redact('operations', envelope(listed))).toEqual(envelope({ running: [path] }));
  });

  it('may be none', () => {
    expect([{}, null].map((none) => redact('operations', envelope(none)))).toEqual([
      envelope({}),
      envelope({}),
    ]);
  });

  it('stand under statuses alone', () => {
    const listed = { [SECRET]: [UNPACKING], 'operation created': [], __proto__: null };
    expect(redact('operations', envelope(listed))).toEqual(envelope({ 'operation created': [] }));
  });

  it('are nothing else', () => {
    for (const other of [[], SECRET, { running: SECRET }, undefined])
      expect(redact('operations', envelope(other))).toBeNull();
  });

  it('are without secrets one by one', () => {
    expect(redact('operation', envelope(JOIN_TOKEN))).toEqual(envelope({ ...token, metadata: null }));
    expect(redact('operation', envelope({ secret: SECRET }))).toBeNull();
  });
});

describe('any of them', () => {
  it('passes an error on without what it may carry', () => {
    const error = {
      type: 'error',
      error_code: 403,
      error: 'not authorized',
      metadata: { config: { a: 'b' } },
      more: SECRET,
    };
    const { more: _more, ...rest } = error;
    for (const kind of ['server', 'operations', 'operation'] as const)
      expect(redact(kind, error)).toEqual({ ...rest, metadata: null });
  });

  it('has an envelope of known fields', () => {
    expect(redact('operations', { ...envelope({}), more: SECRET })).toEqual(envelope({}));
  });

  it.each([
    ['a list', []],
    ['null', null],
    ['a string', 'sync'],
    ['an object', { config: { secret: 'x' } }],
    ['another type', { ...envelope({ config: { secret: 'x' } }), type: 'async' }],
    ['an operation that was begun', { ...envelope({}), operation: `/1.0/operations/${JOIN_TOKEN.id}` }],
    ['a list in it', envelope([{ config: {} }])],
    ['no metadata', { ...envelope(null), metadata: undefined }],
  ])('is no envelope: %s', (_what, json) => {
    expect(redact('server', json)).toBeNull();
  });

  it('is no JSON', () => {
    const redaction = (metadata: unknown): object => ({ metadata });
    expect(redactBody(Buffer.from('{"type":"sync"'), redaction)).toBeNull();
    expect(redactBody(Buffer.alloc(0), redaction)).toBeNull();
  });
});
