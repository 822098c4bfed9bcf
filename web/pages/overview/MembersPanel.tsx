import type { RecordedChange } from '~wire/change.ts';
import type { ClusterSnapshot } from '~wire/snapshot.ts';
import { lxdWord, ourWord } from '~wire/witness.ts';
import { RingNote } from '../../components/RingNote.tsx';
import { TextFilter } from '../../components/TextFilter.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { useTableView } from '../../url/table.ts';
import { ColumnsMenu } from './ColumnsMenu.tsx';
import { MemberTable } from './MemberTable.tsx';
import { SortMenu } from './SortMenu.tsx';
import { StatusFilter } from './StatusFilter.tsx';
import { membersInView } from './member-rows.ts';

type MembersPanelProps = { snapshot: ClusterSnapshot; changes: readonly RecordedChange[]; nowMs: number };

/** The members table and what can be asked of it. */
export function MembersPanel({ snapshot, changes, nowMs }: MembersPanelProps) {
  const view = useTableView();
  const { filter, setFilter, sort } = view;
  const members = membersInView(snapshot, filter, sort, nowMs);
  const all = snapshot.members.length;
  const count = members.length === all ? String(all) : `${members.length} of ${all}`;
  const tools = (
    <>
      <TextFilter
        label="Filter members"
        text={filter.text}
        onChange={(text) => setFilter({ ...filter, text })}
      />
      <StatusFilter
        members={snapshot.members}
        stale={{
          lxd: snapshot.members.every((member) => lxdWord(member, snapshot, nowMs).stale),
          ours: snapshot.members.every(({ probe }) => ourWord(probe, snapshot, nowMs).state === 'unknown'),
        }}
        filter={filter}
        onChange={setFilter}
      />
      <div className="ml-auto flex items-center gap-2 max-sm:ml-0">
        <SortMenu sort={sort} onChange={view.setSort} />
        <ColumnsMenu columns={view.columns} onChange={view.setColumns} />
      </div>
    </>
  );
  return (
    <Panel title="Members" count={count} tools={tools} className="xl:max-h-full">
      {members.length === 0 ? (
        <p className="px-5 py-8 text-center text-soft">
          No member matches.{' '}
          <button
            type="button"
            onClick={() => setFilter({ text: '', statuses: [] })}
            className="text-accent underline underline-offset-3"
          >
            Show all {all}
          </button>
        </p>
      ) : (
        <MemberTable snapshot={snapshot} members={members} changes={changes} view={view} nowMs={nowMs} />
      )}
      {view.columns.includes('groups') && snapshot.parts.groups.status !== 'ok' && (
        <div className="border-t border-line px-5 py-2">
          <RingNote topic="groups" part={snapshot.parts.groups} cluster={snapshot.cluster} nowMs={nowMs} />
        </div>
      )}
    </Panel>
  );
}
