/** What Rollcall asks of a cluster, kind by kind, and how each can be asked of a real one. */

export type Kind = (typeof KINDS)[number]['kind'];

/**
 * `path`: as it is asked of a real LXD for its cost; null where LXD 5.0 has no such thing. `dear`: an answer takes so long that
 * a few are enough. `ring`: how often it is asked for at most, and the part of a core that it is held to, as
 * proxy/rollcall/cluster-rings.ts has them.
 */
export const KINDS = [
  { kind: '/1.0', path: '/1.0', dear: false, ring: null },
  { kind: 'member list', path: '/1.0/cluster/members?recursion=1', dear: false, ring: null },
  { kind: 'cluster', path: '/1.0/cluster', dear: false, ring: null },
  { kind: 'groups', path: '/1.0/cluster/groups?recursion=1', dear: false, ring: null },
  { kind: 'state', path: null, dear: false, ring: null },
  { kind: 'resources', path: '/1.0/resources', dear: false, ring: null },
  {
    kind: 'operations',
    path: '/1.0/operations?recursion=1',
    dear: false,
    ring: { everyMs: 20_000, costShare: 0.001 },
  },
  {
    kind: 'warnings',
    path: '/1.0/warnings?recursion=1',
    dear: false,
    ring: { everyMs: 30_000, costShare: 0.0005 },
  },
  { kind: 'one instance', path: '/1.0/instances/bench-1?project=default', dear: false, ring: null },
  {
    kind: 'instances',
    path: '/1.0/instances?recursion=1&all-projects=true',
    dear: true,
    ring: { everyMs: 60_000, costShare: 0.002 },
  },
  {
    kind: 'storage pools',
    path: '/1.0/storage-pools?recursion=1',
    dear: true,
    ring: { everyMs: 300_000, costShare: 0.0005 },
  },
  { kind: 'anything else', path: null, dear: false, ring: null },
] as const;

const PATTERNS: readonly (readonly [pattern: RegExp, kind: Kind])[] = [
  [/^\/1\.0$/, '/1.0'],
  [/^\/1\.0\/cluster\/members\?/, 'member list'],
  [/^\/1\.0\/cluster$/, 'cluster'],
  [/^\/1\.0\/cluster\/groups\?/, 'groups'],
  [/^\/1\.0\/cluster\/members\/[^/]+\/state$/, 'state'],
  [/^\/1\.0\/resources$/, 'resources'],
  [/^\/1\.0\/operations\?/, 'operations'],
  [/^\/1\.0\/warnings\?/, 'warnings'],
  [/^\/1\.0\/instances\?/, 'instances'],
  [/^\/1\.0\/instances\//, 'one instance'],
  [/^\/1\.0\/storage-pools\?/, 'storage pools'],
];

export const kindOf = (path: string): Kind =>
  PATTERNS.find(([pattern]) => pattern.test(path))?.[1] ?? 'anything else';
