import { describe, expect, it } from 'vitest';
import { toEvent } from './events.ts';

const NOW_MS = 1_000_000;
const timestamp = '2026-11-23T10:57:27.217897438Z';
const atMs = Date.parse(timestamp);
const SECRET = 'd1ff1cu1t'.repeat(7);

const lifecycle = (metadata: object, differs: object = {}) => ({
  type: 'lifecycle',
  timestamp,
  location: 'lxd-1',
  project: 'default',
  metadata: { action: 'instance-started', source: '/1.0/instances/web-1', ...metadata },
  ...differs,
});

describe('a lifecycle event', () => {
  it('tells what happened to what, where, and who asked for it', () => {
    const requestor = { username: 'root', protocol: 'unix', address: '@' };
    expect(toEvent(lifecycle({ requestor, context: { secret: SECRET } }), NOW_MS)).toEqual({
      type: 'lifecycle',
      event: {
        atMs,
        action: 'instance-started',
        source: '/1.0/instances/web-1',
        subject: 'web-1',
        project: 'default',
        location: 'lxd-1',
        requestor,
      },
    });
  });

  it.each([
    ['/1.0/instances/web-1?project=shop', '/1.0/instances/web-1', 'web-1', 'shop'],
    ['/1.0/cluster/members/rack%201', '/1.0/cluster/members/rack%201', 'rack 1', 'default'],
    ['/1.0/instances/%E0%A4%A', '/1.0/instances/%E0%A4%A', '%E0%A4%A', 'default'],
    ['', '', '', 'default'],
  ])('of %s', (given, source, subject, project) => {
    expect(toEvent(lifecycle({ source: given }), NOW_MS)).toMatchObject({
      event: { source, subject, project },
    });
  });

  it('names the project that LXD names beside the path', () => {
    const frame = lifecycle({ name: 'web-1', project: 'shop' });
    expect(toEvent(frame, NOW_MS)).toMatchObject({ event: { project: 'shop' } });
  });

  it('has the time of its arrival where it has none, and nobody where nobody is named', () => {
    const frame = lifecycle({}, { timestamp: undefined, location: undefined, project: '' });
    expect(toEvent(frame, NOW_MS)).toMatchObject({
      event: { atMs: NOW_MS, location: null, project: null, requestor: null },
    });
  });
});

describe('an operation event', () => {
  const operation = {
    id: 'a',
    class: 'token',
    description: 'Executing operation',
    created_at: timestamp,
    updated_at: timestamp,
    status: 'Running',
    status_code: 103,
    resources: { cluster: null, instances: ['/1.0/instances/c1'], containers: ['/1.0/containers/c1'] },
    metadata: { secret: SECRET, addresses: ['10.0.0.1'], request: { name: SECRET } },
    may_cancel: true,
    err: '',
    location: 'none',
  };

  it('keeps nothing of what it carries but what is shown', () => {
    const event = toEvent({ type: 'operation', timestamp, metadata: operation }, NOW_MS);
    expect(event).toEqual({
      type: 'operation',
      atMs,
      operation: {
        id: 'a',
        class: 'token',
        description: 'Executing operation',
        status: 'Running',
        status_code: 103,
        location: '',
        may_cancel: true,
        err: '',
        createdAtMs: atMs,
        updatedAtMs: atMs,
        progress: null,
        subjects: ['/1.0/instances/c1'],
        requestor: null,
      },
    });
    expect(JSON.stringify(event)).not.toContain(SECRET);
  });

  it('tells its progress and who asked for it', () => {
    const metadata = {
      ...operation,
      metadata: { create_instance_from_image_unpack_progress: 'Unpack: 45% (977.27MB/s)', secret: SECRET },
      requestor: { username: 'ops', protocol: 'tls', address: '10.0.0.9' },
    };
    expect(toEvent({ type: 'operation', timestamp, metadata }, NOW_MS)).toMatchObject({
      operation: { progress: 'Unpack: 45% (977.27MB/s)', requestor: 'ops' },
    });
  });
});

it.each([
  ['nothing', null],
  ['a text', 'lifecycle'],
  ['another type', { type: 'logging', metadata: { message: SECRET } }],
  ['no action', { type: 'lifecycle', metadata: { source: '/1.0' } }],
  ['an endless action', lifecycle({ action: 'x'.repeat(10_000) })],
  ['an operation without a status', { type: 'operation', metadata: { id: 'a' } }],
])('%s is no event', (_what, raw) => {
  expect(toEvent(raw, NOW_MS)).toBeNull();
});
