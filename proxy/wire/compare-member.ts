/** What is not the same of one member at two moments: every field of LXD's, our own witness, and the numbers that moved far. Pure. */
import { type Difference, areManyPoints, isoTime, percent, sameData, yesNo } from './difference.ts';
import { totalInstances } from './instance.ts';
import type { LxdMember, Member, SnapshotFrame } from './snapshot.ts';
import { type Vitals, share } from './vitals.ts';
import { type OurWord, failureWord, formatLatency, ourWord } from './witness.ts';

/** A member, and the snapshot that it is of. */
export type Seen = { member: Member; frame: SnapshotFrame };

type Value = string | readonly string[] | null;
type Field = readonly [path: string, label: string, of: (seen: Seen) => Value];

const sorted = (items: readonly string[]): readonly string[] => items.toSorted();

/** In LXD's names. Roles and groups are sets; `config` is compared key by key. */
const LXD_FIELDS: Record<Exclude<keyof LxdMember, 'config'>, Field[2]> = {
  server_name: ({ member }) => member.server_name,
  url: ({ member }) => member.url,
  database: ({ member }) => yesNo(member.database),
  status: ({ member }) => member.status,
  message: ({ member }) => member.message,
  architecture: ({ member }) => member.architecture,
  roles: ({ member }) => sorted(member.roles),
  failure_domain: ({ member }) => member.failure_domain,
  description: ({ member }) => member.description,
  groups: ({ member }) => sorted(member.groups),
};

const OUR_WORDS: Readonly<Record<OurWord['state'], string>> = {
  answering: 'answering',
  silent: 'no answer',
  wrong: 'wrong answer',
  pending: 'not probed yet',
  unknown: 'unknown',
};

const FIELDS: readonly Field[] = [
  ...Object.entries(LXD_FIELDS).map(([name, of]): Field => [name, name.replaceAll('_', ' '), of]),
  [
    'probe.state',
    'seen by us',
    ({ member, frame }) => OUR_WORDS[ourWord(member.probe, frame, frame.observedAtMs).state],
  ],
  [
    'probe.failure',
    'failure of our probe',
    ({ member: { probe } }) => (probe.failure === null ? null : failureWord(probe.failure.kind)),
  ],
  ['probe.version', 'server version', ({ member }) => member.probe.version],
  [
    'vitals.cpuThreads',
    'logical CPUs',
    ({ member: { vitals } }) => (vitals.cpuThreads === null ? null : String(vitals.cpuThreads)),
  ],
];

export function compareMember(before: Seen, after: Seen): Difference[] {
  const name = after.member.server_name;
  const at = (path: string): string[] => ['members', name, ...path.split('.')];
  const facts = FIELDS.flatMap(([path, label, of]): Difference[] => {
    const [was, is] = [of(before), of(after)];
    if (sameData(was, is)) return [];
    return [{ kind: 'fact', path: at(path), member: name, label, before: inWords(was), after: inWords(is) }];
  });
  const numbers = numbersThatMoved(before.member, after.member).map(([path, label, was, is]): Difference => ({
    kind: 'number',
    path: at(path),
    member: name,
    label,
    before: was,
    after: is,
  }));
  return [
    ...facts,
    ...configOf(before.member, after.member),
    ...bootOf(before.member, after.member),
    ...numbers,
  ];
}

const inWords = (value: Value): string | null =>
  value === null || typeof value === 'string' ? value : value.join(', ');

function configOf(before: Member, after: Member): Difference[] {
  const [was, is] = [new Map(Object.entries(before.config)), new Map(Object.entries(after.config))];
  return [...new Set([...was.keys(), ...is.keys()])].toSorted().flatMap((key): Difference[] =>
    was.get(key) === is.get(key)
      ? []
      : [
          {
            kind: 'fact',
            path: ['members', after.server_name, 'config', key],
            member: after.server_name,
            label: `config ${key}`,
            before: was.get(key) ?? null,
            after: is.get(key) ?? null,
          },
        ],
  );
}

/** A clock that is adjusted moves the moment of the boot, but not by this much. */
const BOOT_TOLERANCE_MS = 60_000;

const bootedAtMs = ({ stateAtMs, uptimeS }: Vitals): number | null =>
  stateAtMs === null || uptimeS === null ? null : stateAtMs - uptimeS * 1000;

function bootOf(before: Member, after: Member): Difference[] {
  const [was, is] = [bootedAtMs(before.vitals), bootedAtMs(after.vitals)];
  if (was === null || is === null || Math.abs(is - was) <= BOOT_TOLERANCE_MS) return [];
  return [
    {
      kind: 'fact',
      path: ['members', after.server_name, 'vitals', 'uptimeS'],
      member: after.server_name,
      label: 'host booted',
      before: isoTime(was),
      after: isoTime(is),
    },
  ];
}

/** A load moved far by a quarter of what the CPUs can do; by two where their number is not known. */
const FAR_OF_CPUS = 0.25;
const FAR_LOAD = 2;
/** A latency moved far where it is this many times the other, and not by a trifle. */
const FAR_TIMES = 3;
const FAR_LATENCY_MS = 50;

type Moved = readonly [path: string, label: string, before: string, after: string];

/** What was not measured at one of the moments has not moved. */
function numbersThatMoved(a: Member, b: Member): Moved[] {
  return [
    ...moved('vitals.load', 'load', loadOf(a), loadOf(b), isFarLoad(a, b), (load) => load.toFixed(2)),
    ...moved('vitals.memory', 'memory used', memoryOf(a), memoryOf(b), areManyPoints, percent),
    ...poolMoved(a, b),
    ...instancesMoved(a, b),
    ...moved('probe.latencyMs', 'latency', a.probe.latencyMs, b.probe.latencyMs, isFarLatency, formatLatency),
  ];
}

function moved(
  path: string,
  label: string,
  was: number | null,
  is: number | null,
  isFar: (was: number, is: number) => boolean,
  words: (value: number) => string,
): Moved[] {
  if (was === null || is === null || !isFar(was, is)) return [];
  return [[path, label, words(was), words(is)]];
}

const loadOf = ({ vitals }: Member): number | null => vitals.load?.[0] ?? null;
const isFarLoad =
  (a: Member, b: Member) =>
  (was: number, is: number): boolean => {
    const threads = b.vitals.cpuThreads ?? a.vitals.cpuThreads;
    return Math.abs(is - was) >= (threads === null ? FAR_LOAD : threads * FAR_OF_CPUS);
  };
const isFarLatency = (was: number, is: number): boolean =>
  Math.max(was, is) >= FAR_TIMES * Math.min(was, is) && Math.abs(is - was) >= FAR_LATENCY_MS;

function memoryOf({ vitals: { memory } }: Member): number | null {
  return memory === null || memory.usedBytes === null ? null : share(memory.usedBytes, memory.totalBytes);
}

function poolMoved(a: Member, b: Member): Moved[] {
  const [was, is] = [a.vitals.fullestPool, b.vitals.fullestPool];
  if (was === null || is === null) return [];
  const [wasShare, isShare] = [share(was.usedBytes, was.totalBytes), share(is.usedBytes, is.totalBytes)];
  if (was.name === is.name && !areManyPoints(wasShare, isShare)) return [];
  return [
    [
      'vitals.fullestPool',
      'fullest pool',
      `${was.name}, ${percent(wasShare)}`,
      `${is.name}, ${percent(isShare)}`,
    ],
  ];
}

function instancesMoved(a: Member, b: Member): Moved[] {
  const [was, is] = [a.vitals.instances, b.vitals.instances];
  if (was === null || is === null || sameData(was, is)) return [];
  const words = (counts: typeof was): string =>
    [
      String(totalInstances(counts)),
      ...(['running', 'stopped', 'frozen', 'error', 'other'] as const).flatMap((status) =>
        counts[status] === 0 ? [] : `${counts[status]} ${status}`,
      ),
    ].join(', ');
  return [['vitals.instances', 'instances', words(was), words(is)]];
}
