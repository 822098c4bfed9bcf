import { expect, it } from 'vitest';
import { parseCoverage } from './document.ts';

const document = (...rows: string[]): string =>
  [
    '# Coverage',
    '| `not.here` | no | before any endpoint |',
    '## GET /1.0/x',
    '',
    '| field | shown | where |',
  ]
    .concat('| --- | --- | --- |', rows, '## What else', '| `nor.here` | no | no endpoint |')
    .join('\n');

it('reads places and reasons', () => {
  const { rows, problems } = parseCoverage(
    document(
      '| `name` | as it is | overview: Members: Name; member, Overview: Verdict |',
      '| `free` LXD 6 | in words | member, Storage: Storage pools: Space (used of total; as a bar) |',
      '| `config.*` | no | never leaves the proxy: may hold secrets |',
    ),
  );
  expect(problems).toEqual([]);
  expect(rows).toEqual([
    {
      endpoint: '/1.0/x',
      field: 'name',
      mark: null,
      shown: 'as it is',
      places: [
        { page: 'overview', panel: 'Members', label: 'Name' },
        { page: 'member, Overview', panel: 'Verdict', label: null },
      ],
      text: 'overview: Members: Name; member, Overview: Verdict',
    },
    {
      endpoint: '/1.0/x',
      field: 'free',
      mark: 'LXD 6',
      shown: 'in words',
      places: [{ page: 'member, Storage', panel: 'Storage pools', label: 'Space' }],
      text: 'member, Storage: Storage pools: Space (used of total; as a bar)',
    },
    {
      endpoint: '/1.0/x',
      field: 'config.*',
      mark: null,
      shown: null,
      places: [],
      text: 'never leaves the proxy: may hold secrets',
    },
  ]);
});

it.each([
  ['| `a` | no |  |', 'neither place nor reason'],
  ['| `a` | as it is |  |', 'neither place nor reason'],
  ['| `a` | perhaps | member, Raw: Hardware |', 'what is "perhaps"'],
  ['| `a` | as it is | member, Cellar: Wine |', 'no such place'],
  ['| `a` | as it is | member, Raw |', 'no such place'],
  ['| `a` | as it is | overview: Members: Name; somewhere |', 'no such place'],
  ['| `a` | no |', 'not three columns'],
  ['| `a`b | no | why |', 'no field'],
])('names what is wrong: %s', (row, problem) => {
  const { rows, problems } = parseCoverage(document(row));
  expect(rows).toEqual([]);
  expect(problems).toEqual([`/1.0/x: ${problem}: ${row}`]);
});
