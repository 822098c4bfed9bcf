/** The instances of a cluster: the list as it was read last, with what events told of since. */
import { type Instance, NO_INSTANCES, countByMember } from '../wire/instance.ts';
import type { InstanceCounts } from '../wire/vitals.ts';

const keyOf = ({ project, name }: Pick<Instance, 'project' | 'name'>): string =>
  JSON.stringify([project, name]);

export type Instances = {
  replace(list: readonly Instance[]): void;
  /** One of them is as it says, or was not known before. */
  put(instance: Instance): void;
  remove(instance: Pick<Instance, 'project' | 'name'>): void;
  /** Of one member, by project and name. */
  on(member: string): Instance[];
  /** Null: none is known at all. */
  all(): Iterable<Instance> | null;
  /** None is known at all: nothing is counted. */
  counts(member: string): InstanceCounts | null;
  forget(): void;
};

export function createInstances(): Instances {
  let known: Map<string, Instance> | null = null;
  /** Made when it is asked for; there are thousands of instances, and many members ask. */
  let counted: Map<string, InstanceCounts> | null = null;
  return {
    replace(list) {
      known = new Map(list.map((instance) => [keyOf(instance), instance]));
      counted = null;
    },
    put(instance) {
      known?.set(keyOf(instance), instance);
      counted = null;
    },
    remove(instance) {
      known?.delete(keyOf(instance));
      counted = null;
    },
    on: (member) =>
      [...(known?.values() ?? [])]
        .filter(({ location }) => location === member)
        .toSorted((a, b) => a.project.localeCompare(b.project) || a.name.localeCompare(b.name)),
    all: () => known?.values() ?? null,
    counts(member) {
      if (known === null) return null;
      counted ??= countByMember(known.values());
      return counted.get(member) ?? NO_INSTANCES;
    },
    forget() {
      known = null;
      counted = null;
    },
  };
}
