/** The columns of the members table: what each is called, how wide it is, and what stands in it. */
import type { ReactNode } from 'react';
import { Lasting } from '../../components/Moment.tsx';
import { StatusShape, ourShape } from '../../components/StatusShape.tsx';
import { Foreign } from '../../ui/Foreign.tsx';
import type { Column } from '../../url/columns.ts';
import { type MemberRow, otherRoles } from './member-rows.ts';

type ColumnLook = {
  label: string;
  /** A track of the row's grid. */
  track: string;
  /** Whether it also stands in the stacked row of a narrow screen. */
  narrow?: boolean;
  cell(row: MemberRow, nowMs: number): ReactNode;
};

export const COLUMN_LOOKS: Readonly<Record<Column, ColumnLook>> = {
  name: { label: 'Name', track: 'minmax(10rem,1.3fr)', narrow: true, cell: () => null },
  status: { label: 'Status', track: 'minmax(9.5rem,1.1fr)', narrow: true, cell: statusCell },
  seen: { label: 'Seen by us', track: 'minmax(9rem,1fr)', narrow: true, cell: seenCell },
  database: {
    label: 'Database',
    track: '5.5rem',
    narrow: true,
    cell: ({ databaseRole }) => (
      <span className={databaseRole === 'leader' ? 'font-semibold' : databaseRole === 'spare' ? 'text-faint' : ''}>
        {databaseRole}
      </span>
    ),
  },
  roles: { label: 'Other roles', track: 'minmax(7rem,.9fr)', cell: ({ member }) => words(otherRoles(member)) },
  'failure-domain': {
    label: 'Failure domain',
    track: 'minmax(7rem,.7fr)',
    cell: ({ member }) => words([member.failure_domain]),
  },
  groups: { label: 'Groups', track: 'minmax(7rem,1fr)', cell: ({ member }) => words(member.groups) },
  version: { label: 'Version', track: '5rem', cell: ({ member }) => words([member.probe.version ?? '']) },
  architecture: { label: 'Architecture', track: '6.5rem', cell: ({ member }) => words([member.architecture]) },
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
  return (
    <>
      <span className="flex items-center gap-2">
        <StatusShape shape={lxd.shape} />
        <Foreign text={lxd.word} className={`one-line ${lxd.shape === 'online' ? '' : 'font-semibold'}`} />
        {!lxd.stale && (
          <span className="ml-auto shrink-0 pl-2 text-sm text-faint">
            <Lasting since={member.statusSince} nowMs={nowMs} />
          </span>
        )}
      </span>
      {!lxd.stale && lxd.shape !== 'online' && (
        <Foreign text={member.message} className="one-line block pl-[1.375rem] text-sm text-soft" />
      )}
    </>
  );
}

function seenCell({ member: { probe }, ours }: MemberRow, nowMs: number): ReactNode {
  if (ours.state === 'answering') return <span className="block pl-[1.375rem]">{ours.word}</span>;
  const dated = ours.state === 'silent' || ours.state === 'wrong';
  return (
    <>
      <span className="flex items-center gap-2">
        <StatusShape shape={ourShape(ours)} />
        <span className={`one-line ${dated ? 'font-semibold' : 'text-soft'}`}>{ours.word}</span>
      </span>
      {dated && (
        <span className="one-line block pl-[1.375rem] text-sm text-soft">
          for <Lasting since={probe.since} nowMs={nowMs} />
        </span>
      )}
    </>
  );
}
