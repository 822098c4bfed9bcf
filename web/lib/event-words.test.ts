import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type LifecycleEvent } from '~wire/event.ts';
import { lifecycle } from '~wire/testing/scenes.ts';
import { actorOf, describeEvents } from './event-words.ts';

const FINGERPRINT = '5aefa2e81b155f8e295575b16611e111895db2c96d12f831e165d62a3391ad7c';

const at = (action: string, source: string): LifecycleEvent =>
  lifecycle(1, { action, source, subject: decodeURIComponent(source.slice(source.lastIndexOf('/') + 1)) });
const say = (first: LifecycleEvent, ...more: LifecycleEvent[]): string => {
  const { before, name, after } = describeEvents([first, ...more]);
  return [before, name, after].filter((part) => part !== '').join(' ');
};

describe('an event in words', () => {
  it.each([
    ['instance-started', '/1.0/instances/web-1', 'started web-1'],
    ['instance-shutdown', '/1.0/instances/web-1', 'shut down web-1'],
    ['instance-updated', '/1.0/instances/web-1', 'changed web-1'],
    ['instance-snapshot-created', '/1.0/instances/web-1/snapshots/daily', 'created snapshot web-1/daily'],
    ['instance-backup-deleted', '/1.0/instances/a%20b/backups/x', 'deleted backup a b/x'],
    ['instance-exec', '/1.0/instances/web-1', 'ran a command in web-1'],
    ['instance-file-pushed', '/1.0/instances/web-1/files', 'put a file into web-1'],
    ['instance-console', '/1.0/instances/web-1/console', 'opened the console of web-1'],
    ['storage-pool-created', '/1.0/storage-pools/fast', 'created storage pool fast'],
    ['storage-volume-deleted', '/1.0/storage-pools/fast/volumes/custom/data', 'deleted volume data'],
    ['cluster-member-evacuated', '/1.0/cluster/members/node-3', 'evacuated member node-3'],
    ['cluster-member-removed', '/1.0/cluster/members/node-3', 'removed member node-3'],
    ['cluster-group-updated', '/1.0/cluster/groups/gpu', 'changed cluster group gpu'],
    ['certificate-created', `/1.0/certificates/${FINGERPRINT}`, 'created certificate 5aefa2e81b15'],
    ['image-deleted', `/1.0/images/${FINGERPRINT}`, 'deleted image 5aefa2e81b15'],
    ['config-updated', '/1.0', "changed the server's configuration"],
    ['cluster-token-created', '/1.0/cluster/members', 'made a join token'],
    ['operation-cancelled', '/1.0/operations/1b2c', 'cancelled an operation'],
    ['instance-frobnicated', '/1.0/instances/web-1', 'instance-frobnicated web-1'],
    ['gizmo-created', '/1.0/gizmos/a', 'gizmo-created a'],
    ['constructor', '/1.0/gizmos/a', 'constructor a'],
    ['created', '/1.0/gizmos/a', 'created a'],
  ])('%s of %s', (action, source, words) => {
    expect(say(at(action, source))).toBe(words);
  });

  it('counts what was done again and again', () => {
    const started = ['a', 'b', 'c'].map((name) => at('instance-started', `/1.0/instances/${name}`));
    const [first = at('', ''), ...others] = started;
    expect(say(first, ...others)).toBe('started 3 instances');
    expect(say(first, first)).toBe('started a 2 times');
    const exec = at('instance-exec', '/1.0/instances/a');
    expect(say(exec, exec, exec)).toBe('ran a command in a 3 times');
    expect(say(exec, at('instance-exec', '/1.0/instances/b'))).toBe('ran a command in 2 instances');
    const snapshots = ['a/snapshots/s', 'b/snapshots/s'].map((path) =>
      at('instance-snapshot-created', `/1.0/instances/${path}`),
    );
    expect(say(snapshots[0] ?? first, ...snapshots.slice(1))).toBe('created 2 snapshots');
    const config = at('config-updated', '/1.0');
    expect(say(config, config)).toBe("changed the server's configuration 2 times");
    const odd = at('gizmo-turned', '/1.0/gizmos/a');
    expect(say(odd, odd)).toBe('gizmo-turned 2 times');
  });

  it('can be had of anything', () => {
    const events = fc.record({ action: fc.string(), source: fc.string(), subject: fc.string() });
    fc.assert(
      fc.property(fc.array(events, { minLength: 1, maxLength: 3 }), ([first, ...rest]) => {
        const words = describeEvents([
          lifecycle(1, first),
          ...rest.map((differs) => lifecycle(2, { ...differs, action: first?.action ?? '' })),
        ]);
        expect(Object.values(words).every((part) => typeof part === 'string')).toBe(true);
      }),
    );
  });
});

describe('who asked for it', () => {
  it.each([
    [{ username: FINGERPRINT, protocol: 'tls', address: '10.0.0.9' }, '5aefa2e81b15 (tls)'],
    [{ username: 'root', protocol: 'unix', address: '@' }, 'root (unix)'],
    [{ username: 'jo@example.org', protocol: 'oidc', address: '' }, 'jo@example.org (oidc)'],
    [{ username: 'jo', protocol: '', address: '' }, 'jo'],
    [{ username: '', protocol: 'unix', address: '@' }, 'unix'],
    [{ username: '', protocol: '', address: '' }, null],
    [null, null],
  ])('%j', (requestor, words) => {
    expect(actorOf(lifecycle(1, { requestor }))).toBe(words);
  });
});
