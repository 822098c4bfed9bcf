/** The columns of the members table: what each is called, how wide it is, and what stands in it. */
import type { ReactNode } from 'react';
import type { Shape } from '~wire/witness.ts';
import { Lasting } from '../../components/Moment.tsx';
import { StatusShape, ourShape } from '../../components/StatusShape.tsx';
import { Foreign } from '../../ui/Foreign.tsx';
import type { Column } from '../../url/columns.ts';
import { type MemberRow, otherRoles } from './member-rows.ts';
import { instancesCell, loadCell, memoryCell, storageCell, uptimeCell } from './number-cells.tsx';

type ColumnLook = {
  label: string;
  /** A track of the row's grid. */
  track: string;
  /** Where it stands in the stacked row of a narrow screen, as classes; without, it is left out there. */
  narrow?: string;
  cell(row: MemberRow, nowMs: number): ReactNode;
};

/** Numbers stand side by side below everything else, each after its name, since there are no heads. */
const NARROW_NUMBER =
  'max-md:order-5 max-md:col-span-2 max-md:text-sm max-md:before:whitespace-pre max-md:before:text-faint';

export const COLUMN_LOOKS: Readonly<Record<Column, ColumnLook>> = {
  name: { label: 'Name', track: 'minmax(8rem,1.2fr)', narrow: 'max-md:col-span-4', cell: () => null },
  status: {
    label: 'Status',
    track: 'minmax(10rem,1fr)',
    narrow: 'max-md:order-2 max-md:col-span-3',
    cell: statusCell,
  },
  seen: {
    label: 'Seen by us',
    track: 'minmax(9rem,1fr)',
    narrow: 'max-md:order-3 max-md:col-span-3',
    cell: seenCell,
  },
  database: {
    label: 'Database',
    track: '4.5rem',
    narrow: 'max-md:order-1 max-md:col-span-2 max-md:text-right',
    cell: ({ databaseRole, lxd }) => (
      <span
        className={
          databaseRole === 'leader' && !lxd.stale
            ? 'font-semibold'
            : databaseRole === 'spare'
              ? 'text-faint'
              : ''
        }
      >
        {databaseRole}
      </span>
    ),
  },
  load: {
    label: 'Load',
    track: '5.5rem',
    narrow: `${NARROW_NUMBER} max-md:before:content-['load_']`,
    cell: loadCell,
  },
  memory: {
    label: 'Memory',
    track: '5.5rem',
    narrow: `${NARROW_NUMBER} max-md:before:content-['memory_']`,
    cell: memoryCell,
  },
  storage: {
    label: 'Storage',
    track: 'minmax(9rem,.9fr)',
    narrow: `${NARROW_NUMBER} max-md:before:content-['storage_']`,
    cell: storageCell,
  },
  instances: { label: 'Instances', track: '6.5rem', cell: instancesCell },
  uptime: { label: 'Uptime', track: '5.5rem', cell: uptimeCell },
  version: { label: 'Version', track: '4rem', cell: ({ member }) => words([member.probe.version ?? '']) },
  roles: {
    label: 'Other roles',
    track: 'minmax(7rem,.9fr)',
    cell: ({ member }) => words(otherRoles(member)),
  },
  'failure-domain': {
    label: 'Failure domain',
    track: 'minmax(6.5rem,.7fr)',
    cell: ({ member }) => words([member.failure_domain]),
  },
  groups: { label: 'Groups', track: 'minmax(6.5rem,.9fr)', cell: ({ member }) => words(member.groups) },
  architecture: {
    label: 'Architecture',
    track: '6.5rem',
    cell: ({ member }) => words([member.architecture]),
  },
  description: {
    label: 'Description',
    track: 'minmax(9rem,1.4fr)',
    cell: ({ member }) => words([member.description]),
  },
  url: { label: 'URL', track: 'minmax(12rem,1.2fr)', cell: ({ member }) => words([member.url]) },
};

/** The tracks of a row that has these columns. */
export const gridTracks = (columns: readonly Column[]): string =>
  columns.map((column) => COLUMN_LOOKS[column].track).join(' ');

function words(items: readonly string[]): ReactNode {
  const text = items.filter((item) => item !== '').join(', ');
  return text === '' ? <span className="text-faint">–</span> : <Foreign text={text} />;
}

function statusCell({ member, lxd }: MemberRow, nowMs: number): ReactNode {
  const { shape, word } = lxd;
  return (
    <Witness shape={shape} word={word} strong={shape !== 'online' && !lxd.stale}>
      {!lxd.stale && <Lasting since={member.statusSince} nowMs={nowMs} />}
    </Witness>
  );
}

function seenCell({ member: { probe }, ours }: MemberRow, nowMs: number): ReactNode {
  // Where all is well the latency says it; a second mark in every row would only be noise.
  if (ours.state === 'answering') return <span className="block pl-[1.375rem]">{ours.word}</span>;
  const dated = ours.state === 'silent' || ours.state === 'wrong';
  return (
    <Witness shape={ourShape(ours)} word={ours.word} strong={dated}>
      {dated && <Lasting since={probe.since} nowMs={nowMs} />}
    </Witness>
  );
}

type WitnessProps = { shape: Shape; word: string; strong: boolean; children: ReactNode };

function Witness({ shape, word, strong, children }: WitnessProps) {
  return (
    <span className="flex items-center gap-2">
      <StatusShape shape={shape} />
      <Foreign text={word} className={`one-line ${strong ? 'font-semibold' : ''}`} />
      <span className="shrink-0 text-sm text-faint">{children}</span>
    </span>
  );
}
