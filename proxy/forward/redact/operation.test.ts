import { describe, expect, it } from 'vitest';
import { redactOperation } from './operation.ts';
import { JOIN_TOKEN, SECRET, UNPACKING } from './testing/frames.ts';

describe('an operation', () => {
  it('keeps what it is about and how far it is', () => {
    expect(redactOperation(UNPACKING)).toEqual({
      id: 'b7e49813-f646-4357-86f8-ee66df4fd27f',
      class: 'task',
      description: 'Creating instance',
      created_at: '2026-11-23T11:08:17.846106011Z',
      updated_at: '2026-11-23T11:08:18.846106011Z',
      status: 'Running',
      status_code: 103,
      resources: { containers: ['/1.0/containers/c1'], instances: ['/1.0/instances/c1?project=web'] },
      metadata: {
        create_instance_from_image_unpack_progress: 'Unpack: 45% (977.27MB/s)',
        progress: { percent: '45', speed: '977272727', stage: 'create_instance_from_image_unpack' },
      },
      may_cancel: false,
      err: '',
      location: 'lxd-2',
    });
  });

  it('keeps who asked for it, and the code of its error, where the server has them', () => {
    const newer = {
      ...UNPACKING,
      err_code: 404,
      requestor: { username: 'ab12', protocol: 'tls', address: '10.0.0.1', token: SECRET },
    };
    expect(redactOperation(newer)).toMatchObject({ err_code: 404 });
    expect(redactOperation(newer)?.requestor).toEqual({
      username: 'ab12',
      protocol: 'tls',
      address: '10.0.0.1',
    });
  });

  it('of class token has no metadata, whatever they are', () => {
    expect(redactOperation(JOIN_TOKEN)).toMatchObject({
      class: 'token',
      metadata: null,
      resources: { cluster: null },
    });
    const metadata = { secret_progress: SECRET, progress: { stage: SECRET } };
    expect(redactOperation({ ...JOIN_TOKEN, metadata })).toMatchObject({ metadata: null });
  });

  it.each([
    ['the sockets of a command', { fds: { '0': SECRET, control: SECRET }, command: ['sh', '-c', SECRET] }],
    ['the sockets of a migration', { control: SECRET, criu: SECRET, fs: SECRET }],
    ['a progress that is no text', { download_progress: { secret: SECRET } }],
    ['a key that only looks like progress', { [`${SECRET} _progress`]: 'x', my_progress_secret: SECRET }],
    ['other parts of a progress', { progress: { secret: SECRET, percent: 5 } }],
    ['a progress in one piece', { progress: SECRET }],
    ['a list', [SECRET]],
    ['a text', SECRET],
  ])('keeps nothing of %s', (_what, metadata) => {
    expect(redactOperation({ ...UNPACKING, class: 'websocket', metadata })).toMatchObject({ metadata: null });
  });

  it('names as its resources paths alone, without what may be a key to them', () => {
    const resources = {
      images: ['/1.0/images/ab12?secret=hunter2', SECRET, 5, null],
      instances: SECRET,
      [`${SECRET} `]: ['/1.0/instances/c1'],
    };
    expect(redactOperation({ ...UNPACKING, resources })?.resources).toEqual({
      images: ['/1.0/images/ab12'],
      instances: null,
    });
  });

  it('is bounded', () => {
    const paths = Array.from({ length: 5000 }, (_, index) => `/1.0/instances/c${index}`);
    const kinds = Array.from({ length: 26 }, (_, index) => [String.fromCharCode(97 + index), paths] as const);
    const operation = redactOperation({
      ...UNPACKING,
      err: 'e'.repeat(100_000),
      description: 'd'.repeat(100_000),
      metadata: { download_progress: 'p'.repeat(100_000) },
      resources: Object.fromEntries(kinds),
    });
    expect(JSON.stringify(operation).length).toBeLessThan(100_000);
    expect(operation?.err).toHaveLength(1000);
  });

  it.each([
    null,
    'x',
    5,
    [],
    {},
    { ...UNPACKING, id: '../secrets' },
    { ...UNPACKING, status_code: 'Running' },
  ])('is no operation: %j', (raw) => {
    expect(redactOperation(raw)).toBeNull();
  });
});
