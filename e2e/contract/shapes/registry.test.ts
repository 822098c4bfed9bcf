import { describe, expect, it } from 'vitest';
import { DOCUMENTED, bare, documentedDefinitions, documentedPathsOf } from './documented.ts';
import { fieldPathsOf } from './field-paths.ts';
import { SHAPES } from './registry.ts';

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
