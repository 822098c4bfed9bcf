import { describe, expect, it } from 'vitest';
import { pagePaths } from '../../url/paths.ts';
import { MOST_SHOWN, allEntries, find, toIndex } from './entries.ts';

const paths = pagePaths({ zone: 'utc', theme: 'dark' });
const many = (count: number): string[] => Array.from({ length: count }, (_, at) => `node-${count - at}`);

const clusters = [
  { key: 'lab', name: 'lab', members: ['node-2', 'node-1'] },
  { key: 'prod', name: 'prod', members: ['node-10', 'node-2', 'web-1'] },
];
const nowhere = { cluster: null, member: null };
type Here = { cluster: string | null; member: string | null };
const look = (typed: string, here: Here = nowhere, past = false) =>
  find(typed, toIndex(allEntries({ clusters, here: { ...here, past }, loggedIn: null, paths })));
/** Of each group what is shown, in words. */
const words = (typed: string, here: Here = nowhere, past = false) =>
  look(typed, here, past).groups.map(({ value, items }) => [
    value,
    ...items.map(({ name, context }) => `${name} ${context}`.trim()),
  ]);

describe('the palette', () => {
  it('offers the pages from where one is, then clusters, members and actions', () => {
    expect(
      words('', { cluster: 'prod', member: 'web-1' }).map(([group, ...names]) => [group, names.slice(0, 9)]),
    ).toEqual([
      [
        'Pages',
        [
          'Overview web-1',
          'Hardware web-1',
          'Instances web-1',
          'Storage web-1',
          'Events web-1',
          'Raw web-1',
          'Overview prod',
          'Timeline prod',
          'Wall prod',
        ],
      ],
      ['Clusters', ['lab', 'prod']],
      ['Members', ['node-2 prod', 'node-10 prod', 'web-1 prod', 'node-1 lab', 'node-2 lab']],
      [
        'Actions',
        [
          'Copy the link to this view',
          'Go to a moment… past, history',
          'Light colours theme',
          'Dark colours theme',
          'Colours of the system theme',
          'Times in UTC zone',
          'Times in the zone of this machine zone',
          'Times in another zone… zone',
          'Keyboard shortcuts help',
        ],
      ],
    ]);
  });

  it('leads out only where somebody is logged in', () => {
    expect(words('log out')).toEqual([]);
    const known = { clusters, here: { ...nowhere, past: false }, loggedIn: 'ana', paths };
    const { groups } = find('log out', toIndex(allEntries(known)));
    expect(groups.flatMap(({ items }) => items.map(({ name, context }) => [name, context]))).toEqual([
      ['Log out', 'ana'],
      ['Log out everywhere', 'ana'],
    ]);
  });

  it('leads back to the present only from the past', () => {
    expect(words('return to live')).toEqual([]);
    expect(words('return to live', nowhere, true)).toEqual([['Actions', 'Return to live moment']]);
  });

  it('finds members of any cluster, those of the one in sight first', () => {
    expect(words('node-2', { cluster: 'lab', member: null })).toEqual([
      ['Members', 'node-2 lab', 'node-2 prod'],
    ]);
    expect(words('prod node')).toEqual([['Members', 'node-2 prod', 'node-10 prod']]);
  });

  it('puts the group of the best first', () => {
    expect(words('dark')[0]).toEqual(['Actions', 'Dark colours theme']);
    expect(words('prod').map(([group]) => group)).toEqual(['Clusters', 'Members']);
    expect(words('timeline', { cluster: 'prod', member: null })).toEqual([['Pages', 'Timeline prod']]);
  });

  it('leads where it says, and keeps the display', () => {
    const [members] = look('web').groups;
    expect(members?.items[0]?.leads).toEqual({ to: '/clusters/prod/members/web-1?theme=dark' });
  });

  it('shows so many and says how many more there are, and loses none of the few for them', () => {
    const index = toIndex(
      allEntries({
        clusters: [{ key: 'big', name: 'big', members: many(1000) }],
        here: { ...nowhere, past: false },
        loggedIn: null,
        paths,
      }),
    );
    const { groups, hidden } = find('', index);
    expect(groups.flatMap(({ items }) => items)).toHaveLength(MOST_SHOWN);
    expect(groups.map(({ value }) => value)).toEqual(['Pages', 'Clusters', 'Members', 'Actions']);
    expect(hidden).toBe(index.length - MOST_SHOWN);
    expect(
      find('node-1', index)
        .groups[0]?.items.slice(0, 3)
        .map(({ name }) => name),
    ).toEqual(['node-1', 'node-10', 'node-11']);
  });

  it('has no two entries of one id', () => {
    const ids = allEntries({
      clusters,
      here: { cluster: 'lab', member: 'node-1', past: true },
      loggedIn: 'ana',
      paths,
    }).map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
