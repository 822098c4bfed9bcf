/** Which instances of a member are shown, and in which order. Pure. */
import type { Instance } from '~wire/instance.ts';
import { compareNatural } from '../../../lib/natural.ts';
import type { Filter } from '../../../url/filters.ts';
import type { InstanceColumn, InstanceSort } from '../../../url/instances.ts';

/** LXD's word for the kind of an instance, as people say it. */
export const kindOf = ({ type }: Pick<Instance, 'type'>): string =>
  type === 'virtual-machine' ? 'virtual machine' : type;

/** Whether its last start began what it is doing now. */
export const isUp = ({ status, lastUsedAtMs }: Pick<Instance, 'status' | 'lastUsedAtMs'>): boolean =>
  (status === 'Running' || status === 'Frozen') && lastUsedAtMs !== null;

/** Everything of an instance that can be looked for. */
const wordsOf = (instance: Instance): string =>
  [
    instance.name,
    instance.project,
    kindOf(instance),
    instance.status,
    instance.architecture,
    instance.description,
    ...instance.profiles,
  ]
    .join('\n')
    .toLowerCase();

export function filterInstances(instances: readonly Instance[], { text, statuses }: Filter): Instance[] {
  const needles = text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  return instances.filter((instance) => {
    if (statuses.length > 0 && !statuses.includes(instance.status)) return false;
    if (needles.length === 0) return true;
    const words = wordsOf(instance);
    return needles.every((needle) => words.includes(needle));
  });
}

type Key = string | number | null;

const KEYS: Readonly<Record<InstanceColumn, (instance: Instance) => Key>> = {
  name: ({ name }) => name,
  project: ({ project }) => project,
  type: kindOf,
  status: ({ status }) => status,
  started: ({ lastUsedAtMs }) => lastUsedAtMs,
  created: ({ createdAtMs }) => createdAtMs,
  architecture: ({ architecture }) => architecture,
  profiles: ({ profiles }) => profiles.join(', '),
  description: ({ description }) => description,
};

/** What is not known stands last, whichever way the rest is ordered. */
function compareKeys(a: Key, b: Key, descending: boolean): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  const order = typeof a === 'number' && typeof b === 'number' ? a - b : compareNatural(String(a), String(b));
  return descending ? -order : order;
}

/** In order; what is alike stays ordered by project and name. */
export function sortInstances(
  instances: readonly Instance[],
  { column, descending }: InstanceSort,
): Instance[] {
  const key = KEYS[column];
  return instances.toSorted(
    (a, b) =>
      compareKeys(key(a), key(b), descending) ||
      compareNatural(a.project, b.project) ||
      compareNatural(a.name, b.name),
  );
}

/** How many there are of each status, the most frequent first. */
export function countStatuses(instances: readonly Instance[]): [status: string, count: number][] {
  const counts = new Map<string, number>();
  for (const { status } of instances) counts.set(status, (counts.get(status) ?? 0) + 1);
  return [...counts].toSorted(([a, m], [b, n]) => n - m || compareNatural(a, b));
}
