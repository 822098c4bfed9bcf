import type { Clock } from '../clock.ts';
import type { Guise } from '../guise.ts';
import type { EventBus } from '../lifecycle.ts';
import type { Member } from '../member.ts';
import { hashOf, seededRandom } from '../random.ts';
import type { Pool } from '../storage/pools.ts';
import { pathOfInstance } from './instance.ts';
import type { Instance, InstanceStatus, InstanceType } from './instance.ts';
import { populate } from './populate.ts';

type Options = {
  clock: Clock;
  events: EventBus;
  guise: Guise;
  seed: number;
  /** How many there are at the start. */
  count: number;
  pools: readonly Pool[];
  /** All members, those that have left the cluster too. */
  memberOf: (id: number) => Member | undefined;
};

export type NewInstance = {
  name: string;
  project: string;
  type: InstanceType;
  member: Member;
  pool: string;
};

const actions: Partial<Record<InstanceStatus, string>> = {
  Running: 'started',
  Stopped: 'stopped',
  Frozen: 'paused',
};

const keyOf = (project: string, name: string): string => `${project}/${name}`;

/** The instances of the cluster. One that changes is replaced, so that the same object always says the same. */
export class Instances {
  readonly #options: Options;
  readonly #all = new Map<string, Instance>();
  #sorted: readonly Instance[] | undefined;
  #nextId = 1;

  constructor(options: Options, members: readonly Member[]) {
    this.#options = options;
    const { clock, seed, count, pools } = options;
    const random = seededRandom(hashOf(`${seed}/instances`));
    for (const instance of populate(count, { random, nowMs: clock.nowMs(), members, pools })) {
      this.#put({ ...instance, id: this.#nextId++ });
    }
  }

  /** By project and name. The same array until something has changed. */
  list(): readonly Instance[] {
    this.#sorted ??= [...this.#all.values()].toSorted((one, other) =>
      one.project === other.project ? compare(one.name, other.name) : compare(one.project, other.project),
    );
    return this.#sorted;
  }

  find(project: string, name: string): Instance | undefined {
    return this.#all.get(keyOf(project, name));
  }

  /** One that was never started. There must be none of that name. */
  create({ name, project, type, member, pool }: NewInstance): Instance {
    const instance: Instance = {
      id: this.#nextId++,
      name,
      project,
      type,
      status: 'Stopped',
      memberId: member.id,
      pool,
      description: '',
      ephemeral: false,
      createdAtMs: this.#options.clock.nowMs(),
      lastUsedAtMs: null,
      evacuation: null,
    };
    this.#put(instance);
    const location = this.#options.guise.product === 'incus' ? { location: member.name } : {};
    this.#tell('created', instance, { ...location, 'storage-pool': pool, type });
    return instance;
  }

  remove(instance: Instance): void {
    this.#all.delete(keyOf(instance.project, instance.name));
    this.#sorted = undefined;
    this.#tell('deleted', instance);
  }

  /** Starts, stops or freezes it, or breaks it. Nothing happens to one that is so already. Whatever an evacuation has
   *  stopped is nobody's to start again once somebody else has. */
  become(instance: Instance, status: InstanceStatus): void {
    const isElsewhere = instance.evacuation?.from !== instance.memberId;
    this.#become(isElsewhere ? instance : { ...instance, evacuation: null }, status);
  }

  /** What is on the member leaves it: the disk of some is in a pool that all share, so they go on elsewhere, dealt to
   *  `heirs`; the others stop. */
  evacuate(member: Member, heirs: readonly Member[]): void {
    const shared = new Set(this.#options.pools.filter(({ isShared }) => isShared).map(({ name }) => name));
    const own = this.list().filter(({ memberId }) => memberId === member.id);
    for (const [index, instance] of own.entries()) {
      const evacuation = { from: member.id, wasRunning: instance.status === 'Running' };
      const heir = shared.has(instance.pool) ? heirs[index % heirs.length] : undefined;
      if (heir) this.#move(instance, heir, evacuation);
      else if (evacuation.wasRunning) this.#become({ ...instance, evacuation }, 'Stopped');
    }
  }

  /** Undoes what the evacuation of the member did. */
  restore(member: Member): void {
    for (const instance of this.list()) {
      if (instance.evacuation?.from !== member.id) continue;
      if (instance.memberId !== member.id) this.#move(instance, member, null);
      else if (instance.evacuation.wasRunning) this.become({ ...instance, evacuation: null }, 'Running');
    }
  }

  /** Those of a member that has left the cluster are gone with it. */
  forget(member: Member): void {
    for (const { memberId, project, name } of this.list()) {
      if (memberId === member.id) this.#all.delete(keyOf(project, name));
    }
    this.#sorted = undefined;
  }

  #become(instance: Instance, status: InstanceStatus): void {
    if (instance.status === status) return;
    const isStart = status === 'Running' && instance.status === 'Stopped';
    const lastUsedAtMs = isStart ? this.#options.clock.nowMs() : instance.lastUsedAtMs;
    const after = { ...instance, status, lastUsedAtMs };
    this.#put(after);
    const action = instance.status === 'Frozen' && status === 'Running' ? 'resumed' : actions[status];
    if (action !== undefined) this.#tell(action, after);
  }

  #move(instance: Instance, member: Member, evacuation: Instance['evacuation']): void {
    const moved = { ...instance, memberId: member.id, evacuation };
    this.#put(moved);
    this.#tell('migrated', moved);
  }

  #put(instance: Instance): void {
    this.#all.set(keyOf(instance.project, instance.name), instance);
    this.#sorted = undefined;
  }

  #tell(action: string, instance: Instance, context?: Record<string, string>): void {
    const { events, memberOf } = this.#options;
    const { name, project, memberId } = instance;
    const location = memberOf(memberId)?.name ?? '';
    events.lifecycle(`instance-${action}`, pathOfInstance(instance), location, { project, name, context });
  }
}

const compare = (one: string, other: string): number => (one < other ? -1 : Number(one > other));
