import { useMemo, useState } from 'react';
import { Link } from 'react-router';
import type { Difference } from '~wire/difference.ts';
import { Foreign } from '../../ui/Foreign.tsx';
import { LongText } from '../../ui/LongText.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { usePaths } from '../../url/paths.ts';
import { type Group, groupsOf } from './groups.ts';

type DifferencesProps = { differences: readonly Difference[]; cluster: string };

/** What is not the same, and apart from it the numbers that moved far. */
export function Differences({ differences, cluster }: DifferencesProps) {
  const facts = useMemo(() => groupsOf(differences.filter(({ kind }) => kind === 'fact')), [differences]);
  const numbers = useMemo(() => groupsOf(differences.filter(({ kind }) => kind === 'number')), [differences]);
  return (
    <>
      <GroupsPanel
        title="What differs"
        groups={facts}
        cluster={cluster}
        nothing="Nothing that is recorded differs between the two. Numbers that move all the time are told below, where they moved far."
      />
      <GroupsPanel
        title="Numbers that moved far"
        groups={numbers}
        cluster={cluster}
        nothing="No load, memory, storage or number of instances is far from what it was."
      />
    </>
  );
}

/** More groups than this are shown when somebody asks for them. */
const FIRST_GROUPS = 100;

type GroupsPanelProps = { title: string; groups: readonly Group[]; cluster: string; nothing: string };

function GroupsPanel({ title, groups, cluster, nothing }: GroupsPanelProps) {
  const [all, setAll] = useState(false);
  const shown = all ? groups : groups.slice(0, FIRST_GROUPS);
  const count = groups.reduce((sum, group) => sum + group.differences.length, 0);
  return (
    <Panel title={title} {...(count > 0 && { count: String(count) })}>
      {count === 0 ? (
        <p className="px-5 py-4 text-soft">{nothing}</p>
      ) : (
        <table className="block w-full text-left">
          <thead className="sr-only">
            <tr>
              <th scope="col">What</th>
              <th scope="col">Before</th>
              <th scope="col">After</th>
            </tr>
          </thead>
          {shown.map((group) => (
            <GroupRows key={group.member ?? ''} group={group} cluster={cluster} />
          ))}
        </table>
      )}
      {shown.length < groups.length && (
        <button
          type="button"
          onClick={() => setAll(true)}
          className="border-t border-line px-5 py-2 text-left text-accent hover:underline"
        >
          Show {groups.length - shown.length} more members
        </button>
      )}
    </Panel>
  );
}

const ROW = 'grid grid-cols-2 gap-x-5 gap-y-0.5 px-5 py-1.5 md:grid-cols-[12rem_minmax(0,1fr)_minmax(0,1fr)]';

function GroupRows({ group: { member, differences }, cluster }: { group: Group; cluster: string }) {
  const paths = usePaths();
  return (
    <tbody className="block border-t border-line py-1.5 first-of-type:border-t-0">
      <tr className="block px-5 py-1">
        <th scope="rowgroup" colSpan={3} className="block font-semibold">
          {member === null ? (
            'The cluster'
          ) : (
            <Link to={paths.member(cluster, member)} className="hover:text-accent hover:underline">
              <Foreign text={member} />
            </Link>
          )}
        </th>
      </tr>
      {differences.map(({ path, label, before, after }) => (
        <tr key={path.join('\n')} className={ROW}>
          <th scope="row" className="min-w-0 font-normal text-soft max-md:col-span-2 max-md:text-sm">
            <Foreign text={label} />
          </th>
          <td className="min-w-0">
            <Value text={before} of={`${label}, before`} />
          </td>
          <td className="min-w-0">
            <span aria-hidden="true" className="mr-2 text-faint">
              →
            </span>
            <Value text={after} of={`${label}, after`} />
          </td>
        </tr>
      ))}
    </tbody>
  );
}

const Value = ({ text, of }: { text: string | null; of: string }) =>
  text === null || text === '' ? (
    <span className="text-faint">{text === null ? 'none' : 'empty'}</span>
  ) : (
    <LongText text={text} label={of} />
  );
