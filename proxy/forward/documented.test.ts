import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parseForward } from './allow-list.ts';

const UUID = '31ad97bf-92b0-432f-b5cb-88faada719fb';

/** The first two cells of each row of a table whose first is a path. */
const rowsOf = (file: string): { paths: string[]; parameters: string[] }[] => {
  const text = readFileSync(join(import.meta.dirname, '../../docs', file), 'utf8');
  const inQuotes = (cell: string): string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, word = '']) => word);
  return text
    .split('\n')
    .filter((line) => line.startsWith('| `/1.0'))
    .map((line) => line.split('|'))
    .map(([, first = '', second = '']) => ({ paths: inQuotes(first), parameters: inQuotes(second) }));
};
/** A good value of each parameter. */
const VALUES = new Map([
  ['recursion', '1'],
  ['filter', 'a'],
  ['target', 'node-1'],
  ['all-projects', 'false'],
  ['type', 'lifecycle'],
  ['project', 'web'],
]);
const KINDS = [
  ...['server', 'cluster', 'members', 'member', 'state', 'groups', 'group'],
  ...['resources', 'operations', 'operation', 'warnings', 'warning', 'events'],
];

it.each(['forwarding.md', 'api.md'])('docs/%s tells of what is forwarded, and of nothing else', (file) => {
  const kinds = rowsOf(file).flatMap(({ paths, parameters }) =>
    paths.map((path, index) => {
      const query = index > 0 ? [] : parameters.map((name) => `${name}=${VALUES.get(name)}`);
      const url = path.replace('NAME', 'node-1').replace('UUID', UUID);
      const parsed = parseForward(query.length === 0 ? url : `${url}?${query.join('&')}`);
      if (!parsed.ok) throw new Error(`${url} ${query.join()}: ${parsed.refusal.error}`);
      return parsed.request.kind === 'listen' ? 'events' : parsed.request.resource.kind;
    }),
  );
  expect(kinds.toSorted()).toEqual(KINDS.toSorted());
});
