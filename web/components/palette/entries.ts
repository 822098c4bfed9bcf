/** What the palette can find, and what it shows of that. Pure. */
import { type Target, rankOf, toTarget } from '../../lib/rank.ts';
import { compareNatural } from '../../lib/natural.ts';
import type { Theme } from '../../url/display.tsx';
import type { Zone } from '../../lib/instant.ts';
import { MEMBER_TABS, type PagePaths } from '../../url/paths.ts';

/** What keys do, too. */
export type KeyDeed = 'help' | 'moment' | 'live' | 'zones';

/** What an entry does that leads nowhere. */
export type Deed = { theme: Theme } | { zone: Zone } | 'copy-link' | SessionDeed | KeyDeed;

export type SessionDeed = 'log-out' | 'log-out-everywhere';

export type Group = 'Pages' | 'Clusters' | 'Members' | 'Actions';

export type Entry = {
  /** Unlike any other's. */
  id: string;
  group: Group;
  name: string;
  /** Where or what it is, beside the name. */
  context: string;
  leads: { to: string } | { does: Deed };
  /** What it is about, where that has a status to show. */
  cluster?: string;
  member?: string;
};

type Known = {
  /** All clusters, with the names of their members as far as they are known. */
  clusters: readonly { key: string; name: string; members: readonly string[] }[];
  /** Where the viewer is. */
  here: { cluster: string | null; member: string | null; past: boolean };
  /** Who can log out; null: there is nobody. */
  loggedIn: string | null;
  paths: PagePaths;
};

/** An entry that leads to a page. */
const place = (group: Group, name: string, context: string, to: string): Entry => ({
  id: `${group} ${to}`,
  group,
  name,
  context,
  leads: { to },
});

/** Everything there is, in the order in which it stands where nothing tells one from another. */
export const allEntries = (known: Known): Entry[] => [
  ...pageEntries(known),
  ...clusterEntries(known),
  ...memberEntries(known),
  ...ACTIONS.filter(({ leads }) => known.here.past || !('does' in leads) || leads.does !== 'live'),
  ...(known.loggedIn === null ? [] : sessionEntries(known.loggedIn)),
];

function pageEntries({ clusters, here: { cluster, member }, paths }: Known): Entry[] {
  const page = (name: string, context: string, to: string): Entry => place('Pages', name, context, to);
  const pages: Entry[] = [];
  if (cluster !== null) {
    if (member !== null) {
      pages.push(...MEMBER_TABS.map((tab) => page(capital(tab), member, paths.member(cluster, member, tab))));
    }
    const name = clusters.find(({ key }) => key === cluster)?.name ?? cluster;
    pages.push(
      page('Overview', name, paths.cluster(cluster)),
      page('Timeline', name, paths.timeline(cluster)),
      page('Wall', name, paths.wall(cluster)),
    );
  }
  if (cluster === null || clusters.length > 1) {
    pages.push(page('All clusters', '', paths.home), page('Wall', 'all clusters', paths.wall()));
  }
  pages.push(page('Set up a wall display', 'settings, QR code', paths.wallHelp));
  pages.push(page('Settings', 'clusters, access, record', paths.settings));
  return pages;
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

const clusterEntries = ({ clusters, paths }: Known): Entry[] =>
  clusters
    .map(({ key, name }) => ({ ...place('Clusters', name, '', paths.cluster(key)), cluster: key }))
    .toSorted((a, b) => compareNatural(a.name, b.name));

/** Those of the cluster that the viewer looks at come first. */
function memberEntries({ clusters, here, paths }: Known): Entry[] {
  const nearFirst = clusters.toSorted(
    (a, b) =>
      Number(b.key === here.cluster) - Number(a.key === here.cluster) || compareNatural(a.name, b.name),
  );
  return nearFirst.flatMap(({ key, name: context, members }) =>
    members.toSorted(compareNatural).map((name) => ({
      ...place('Members', name, context, paths.member(key, name)),
      cluster: key,
      member: name,
    })),
  );
}

const action = (name: string, context: string, does: Deed): Entry => ({
  id: `Actions ${name}`,
  group: 'Actions',
  name,
  context,
  leads: { does },
});

const sessionEntries = (name: string): Entry[] => [
  action('Log out', name, 'log-out'),
  action('Log out everywhere', name, 'log-out-everywhere'),
];

const ACTIONS: readonly Entry[] = [
  action('Return to live', 'moment', 'live'),
  action('Copy the link to this view', '', 'copy-link'),
  action('Go to a moment…', 'past, history', 'moment'),
  action('Light colours', 'theme', { theme: 'light' }),
  action('Dark colours', 'theme', { theme: 'dark' }),
  action('Colours of the system', 'theme', { theme: 'system' }),
  action('Times in UTC', 'zone', { zone: 'utc' }),
  action('Times in the zone of this machine', 'zone', { zone: 'local' }),
  action('Times in another zone…', 'zone', 'zones'),
  action('Keyboard shortcuts', 'help', 'help'),
];

/** Entries made ready to be searched with each letter. */
export type Index = readonly { entry: Entry; target: Target }[];

export const toIndex = (entries: readonly Entry[]): Index =>
  entries.map((entry) => ({ entry, target: toTarget(entry.name, `${entry.context} ${entry.group}`) }));

/** So many are shown: more cannot be looked through, and would keep the next letter waiting. */
export const MOST_SHOWN = 50;

/** The entries of one kind that are shown. `hidden` of all: how many fit besides. */
export type Found = { groups: { value: Group; items: Entry[] }[]; hidden: number };

/** Of equal rank, what there are few of is kept before what there are many of. */
const KEPT: readonly Group[] = ['Pages', 'Actions', 'Clusters', 'Members'];
/** And with nothing typed, this is the order in which they stand. */
const USUAL: readonly Group[] = ['Pages', 'Clusters', 'Members', 'Actions'];

/** What fits what was typed: the group of the best first, and in each the best first. */
export function find(typed: string, index: Index): Found {
  const fitting = index.flatMap(({ entry, target }) => {
    const rank = rankOf(typed, target);
    return rank === null ? [] : [{ entry, rank }];
  });
  const best = fitting
    .toSorted((a, b) => a.rank - b.rank || KEPT.indexOf(a.entry.group) - KEPT.indexOf(b.entry.group))
    .slice(0, MOST_SHOWN);
  const groups = USUAL.flatMap((value) => {
    const ofGroup = best.filter(({ entry }) => entry.group === value);
    const [first] = ofGroup;
    return first === undefined ? [] : [{ value, rank: first.rank, items: ofGroup.map(({ entry }) => entry) }];
  });
  return {
    groups: groups.toSorted((a, b) => a.rank - b.rank).map(({ value, items }) => ({ value, items })),
    hidden: fitting.length - best.length,
  };
}
