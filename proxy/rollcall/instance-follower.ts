/** Keeps the list of instances up to date between two readings of it: events tell which of them to ask for. */
import type { Heard } from '../lxd/read/read.ts';
import type { Result } from '../result.ts';
import type { LifecycleEvent } from '../wire/event.ts';
import type { Instance } from '../wire/instance.ts';
import type { Failure } from '../wire/snapshot.ts';
import type { Instances } from './instances.ts';

type Name = Pick<Instance, 'project' | 'name'>;

export type InstanceFollowerDeps = {
  instances: Instances;
  fetch(instance: Name): Promise<Result<Heard<Instance>, Failure>>;
  /** More has changed than is worth asking for one by one, or one of them could not be read. */
  onTooMuch(): void;
  /** The list is as the events had it. */
  onFollowed(): void;
  signal: AbortSignal;
};

export type InstanceFollower = { heard(event: LifecycleEvent): void };

/** Where more instances than this change at a time, the whole list is asked for anew. */
const MAX_DUE = 8;

/** What changes the status, the place or the being of an instance; not what happens to its files, console or snapshots. */
const ACTION =
  /^(?:instance|container|virtual-machine)-(?:created|deleted|started|stopped|shutdown|restarted|paused|resumed|renamed|updated|restored|migrated|ready)$/;

export function createInstanceFollower(deps: InstanceFollowerDeps): InstanceFollower {
  const { instances, fetch, onTooMuch, onFollowed, signal } = deps;
  /** In the order of their events; one that is told of again meanwhile is asked for once. */
  const due = new Map<string, Name>();
  let asking = false;

  const askOne = async (name: Name): Promise<void> => {
    const answer = await fetch(name);
    if (signal.aborted) return;
    if (answer.ok) instances.put(answer.value.value);
    else if (answer.error.kind === 'not-found') instances.remove(name);
    // LXD tells of every project, also of those that our certificate does not name.
    else if (answer.error.kind !== 'forbidden') onTooMuch();
  };
  const askDue = async (): Promise<void> => {
    if (asking) return;
    asking = true;
    for (const [key, name] of due) {
      due.delete(key);
      await askOne(name);
      if (signal.aborted) return;
    }
    asking = false;
    onFollowed();
  };

  return {
    heard({ action, subject, project }) {
      if (!ACTION.test(action)) return;
      const name = { project: project ?? 'default', name: subject };
      due.set(JSON.stringify(name), name);
      if (due.size <= MAX_DUE) {
        void askDue();
        return;
      }
      due.clear();
      onTooMuch();
    },
  };
}
