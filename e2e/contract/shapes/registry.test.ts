import { describe, expect, it } from 'vitest';
import { documentedDefinitions, documentedPathsOf } from './documented.ts';
import { fieldPathsOf } from './field-paths.ts';
import { SHAPES } from './registry.ts';

/** What LXD 5.0.2 calls them in its document, which has neither the state of a member nor what is in an event. */
const DOCUMENTED: readonly (readonly [keyof typeof SHAPES, string])[] = [
  ['/1.0', 'Server'],
  ['/1.0/cluster', 'Cluster'],
  ['/1.0/cluster/members', 'ClusterMember'],
  ['/1.0/cluster/groups', 'ClusterGroup'],
  ['/1.0/resources', 'Resources'],
  ['/1.0/storage-pools', 'StoragePool'],
  ['/1.0/storage-pools/{pool}/resources', 'ResourcesStoragePool'],
  ['/1.0/projects', 'Project'],
  ['/1.0/instances', 'Instance'],
  ['/1.0/operations', 'Operation'],
  ['/1.0/warnings', 'Warning'],
];

/** Fields that Incus adds. */
const ADDED = [
  'auth_user_name',
  'auth_user_method',
  'cpu.sockets[].cores[].flags',
  'load.Average1Min',
  'load.Average5Min',
  'load.Average10Min',
  'load.Processes',
];

/** Virtual functions are documented as cards, but have none in turn. */
const isOfNestedFunction = (path: string) => path.includes('.vfs[].sriov.');

/** Maps and lists of single values are documented in part as such and in part as mere objects. */
const bare = (paths: readonly string[]) => [
  ...new Set(paths.map((path) => path.replace(/(\.\*|\[\])+$/, ''))),
];

const found = await documentedDefinitions();

describe('the shapes', () => {
  if ('missing' in found) {
    it.skip(`can't be compared: ${found.missing}`);
    return;
  }
  it.each(DOCUMENTED)('has of %s every field that LXD documents of a %s', (endpoint, definition) => {
    const documented = bare(documentedPathsOf(found.definitions, definition));
    const ours = bare(fieldPathsOf(SHAPES[endpoint])).filter((path) => !ADDED.includes(path));
    expect(documented.length).toBeGreaterThan(1);
    expect(ours.toSorted()).toEqual(documented.filter((path) => !isOfNestedFunction(path)).toSorted());
  });
});
