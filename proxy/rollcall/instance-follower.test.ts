import { describe, expect, it, vi } from 'vitest';
import { err, ok } from '../result.ts';
import type { Instance } from '../wire/instance.ts';
import type { FailureKind } from '../wire/snapshot.ts';
import { lifecycle } from '../wire/testing/scenes.ts';
import { createInstanceFollower } from './instance-follower.ts';
import { createInstances } from './instances.ts';

const instance = (name: string, status = 'Running'): Instance => ({
  name,
  project: 'default',
  type: 'container',
  status,
  location: 'node-1',
  architecture: 'x86_64',
  description: '',
  ephemeral: false,
  stateful: false,
  profiles: [],
  createdAtMs: null,
  lastUsedAtMs: null,
});
const started = (subject: string, action = 'instance-started') => lifecycle(1, { action, subject });

/** A follower of a list with `web` in it, in a cluster where instances are as `upstream` says. */
function begin(upstream: Record<string, Instance | FailureKind>) {
  const instances = createInstances();
  instances.replace([instance('web')]);
  const asked: string[] = [];
  const onTooMuch = vi.fn<() => void>();
  const onFollowed = vi.fn<() => void>();
  const stop = new AbortController();
  const follower = createInstanceFollower({
    instances,
    async fetch({ name }) {
      asked.push(name);
      const found = upstream[name] ?? 'not-found';
      return typeof found === 'string'
        ? err({ kind: found, message: found })
        : ok({ value: found, origin: 'https://node-1', ms: 2 });
    },
    onTooMuch,
    onFollowed,
    signal: stop.signal,
  });
  const statuses = () => Object.fromEntries(instances.on('node-1').map(({ name, status }) => [name, status]));
  return { follower, asked, onTooMuch, onFollowed, statuses, stop };
}

describe('the list of instances', () => {
  it('follows one that changes, one that is new, and one that goes', async () => {
    const { follower, onFollowed, statuses } = begin({ web: instance('web', 'Stopped'), db: instance('db') });
    follower.heard(started('web', 'instance-stopped'));
    follower.heard(started('db', 'instance-created'));
    await vi.waitFor(() => expect(onFollowed).toHaveBeenCalled());
    expect(statuses()).toEqual({ web: 'Stopped', db: 'Running' });

    const gone = begin({});
    gone.follower.heard(started('web', 'instance-deleted'));
    await vi.waitFor(() => expect(gone.onFollowed).toHaveBeenCalled());
    expect(gone.statuses()).toEqual({});
  });

  it.each([
    'instance-exec',
    'instance-file-pushed',
    'instance-snapshot-created',
    'image-created',
    'cluster-enabled',
  ])('is left as it is by %s', async (action) => {
    const { follower, asked } = begin({});
    follower.heard(started('web', action));
    expect(asked).toEqual([]);
  });

  it('is asked for as a whole where more has changed than is worth asking one by one', async () => {
    const { follower, asked, onTooMuch } = begin({});
    for (let index = 0; index < 100; index += 1) follower.heard(started(`web-${index}`));
    expect(onTooMuch).toHaveBeenCalled();
    expect(asked.length).toBeLessThan(20);
  });

  it('asks once for one that is told of again and again while another is asked for', async () => {
    const { follower, asked, onFollowed } = begin({ web: instance('web'), db: instance('db') });
    follower.heard(started('db'));
    for (let times = 0; times < 5; times += 1) follower.heard(started('web'));
    await vi.waitFor(() => expect(onFollowed).toHaveBeenCalled());
    expect(asked).toEqual(['db', 'web']);
  });

  it('is asked for as a whole where one of them could not be read, which then stays as it was', async () => {
    const { follower, onTooMuch, onFollowed, statuses } = begin({ web: 'timeout' });
    follower.heard(started('web'));
    await vi.waitFor(() => expect(onFollowed).toHaveBeenCalled());
    expect(onTooMuch).toHaveBeenCalled();
    expect(statuses()).toEqual({ web: 'Running' });
  });

  it('is none the worse for an instance of a project that is not ours to see', async () => {
    const { follower, onTooMuch, onFollowed } = begin({ theirs: 'forbidden' });
    follower.heard(started('theirs'));
    await vi.waitFor(() => expect(onFollowed).toHaveBeenCalled());
    expect(onTooMuch).not.toHaveBeenCalled();
  });

  it('is left alone once everything has ended', async () => {
    const { follower, stop, onFollowed, statuses } = begin({ web: instance('web', 'Stopped') });
    follower.heard(started('web'));
    stop.abort();
    await Promise.resolve();
    expect(statuses()).toEqual({ web: 'Running' });
    expect(onFollowed).not.toHaveBeenCalled();
  });
});
