import { describe, expect, it } from 'vitest';
import { stripServer } from './strip-server.ts';

const strip = (json: unknown): unknown => {
  const stripped = stripServer(Buffer.from(JSON.stringify(json)));
  return stripped === null ? null : JSON.parse(stripped.toString());
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
    expect(strip(envelope({ ...kept, config, ...later }))).toEqual(envelope({ ...kept, config: {} }));
  });

  it('takes what an untrusted client gets', () => {
    expect(strip(envelope({ auth: 'untrusted', api_version: '1.0' }))).toEqual(
      envelope({ auth: 'untrusted', api_version: '1.0', config: {} }),
    );
  });

  it('passes an error on without what it may carry', () => {
    const error = {
      type: 'error',
      error_code: 403,
      error: 'not authorized',
      metadata: { config: { a: 'b' } },
    };
    expect(strip(error)).toEqual({ ...error, metadata: null });
  });

  it.each([
    ['a list', []],
    ['null', null],
    ['a string', 'sync'],
    ['an object', { config: { secret: 'x' } }],
    ['another type', { ...envelope({ config: { secret: 'x' } }), type: 'async' }],
    ['a list in it', envelope([{ config: {} }])],
    ['null in it', envelope(null)],
  ])('is no envelope: %s', (_what, json) => {
    expect(strip(json)).toBeNull();
  });

  it('is no JSON', () => {
    expect(stripServer(Buffer.from('{"type":"sync"'))).toBeNull();
    expect(stripServer(Buffer.alloc(0))).toBeNull();
  });
});
