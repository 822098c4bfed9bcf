import { Suspense, lazy } from 'react';
import type { RecordedChange } from '~wire/change.ts';
import { isReadingFresh } from '~wire/freshness.ts';
import type { ClusterSnapshot } from '~wire/snapshot.ts';
import type { Verdict } from '~wire/verdict.ts';
import { lxdWord, ourWord } from '~wire/witness.ts';
import { RingNote } from '../../components/RingNote.tsx';
import { TextFilter } from '../../components/TextFilter.tsx';
import type { Topic } from '../../lib/ring-words.ts';
import { Choice } from '../../ui/Choice.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { ARRANGEMENTS } from '../../url/arrangement.ts';
import type { Column } from '../../url/columns.ts';
import { type TableView, useTableView } from '../../url/table.ts';
import { ColumnsMenu } from './ColumnsMenu.tsx';
import { MemberTable } from './MemberTable.tsx';
import { SortMenu } from './SortMenu.tsx';
import { StatusFilter } from './StatusFilter.tsx';
import { membersInView } from './member-rows.ts';

/** Only once it is asked for. */
const MemberLanes = lazy(async () => ({ default: (await import('./MemberLanes.tsx')).MemberLanes }));

type MembersPanelProps = {
  snapshot: ClusterSnapshot;
  verdict: Verdict;
  changes: readonly RecordedChange[];
  nowMs: number;
};

/** The members, in one of three arrangements, and what can be asked of them. */
export function MembersPanel({ snapshot, verdict, changes, nowMs }: MembersPanelProps) {
  const view = useTableView();
  const { filter, setFilter, sort, arrangement } = view;
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
      <div className="ml-auto flex flex-wrap items-center gap-2 max-sm:ml-0">
        {arrangement === 'table' && <SortMenu sort={sort} onChange={view.setSort} />}
        <Choice
          label="Arrange members"
          of={ARRANGEMENTS}
          words={ARRANGEMENT_WORDS}
          chosen={arrangement}
          onChoose={view.setArrangement}
        />
        {arrangement === 'table' && <ColumnsMenu columns={view.columns} onChange={view.setColumns} />}
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
      ) : arrangement === 'table' ? (
        <MemberTable snapshot={snapshot} members={members} changes={changes} view={view} nowMs={nowMs} />
      ) : (
        <Suspense>
          <MemberLanes
            snapshot={snapshot}
            quorum={verdict.quorum}
            members={members}
            arrangement={arrangement}
            nowMs={nowMs}
          />
        </Suspense>
      )}
      <MissingNotes snapshot={snapshot} topics={topicsOf(view)} nowMs={nowMs} />
    </Panel>
  );
}

const ARRANGEMENT_WORDS = { table: 'Table', domains: 'Failure domains', groups: 'Groups' } as const;

/** Where the columns have it from. */
const COLUMN_TOPICS: Partial<Record<Column, Topic>> = {
  load: 'state',
  uptime: 'state',
  memory: 'resources',
  storage: 'pools',
  instances: 'instances',
  groups: 'groups',
};

/** What has to be read for what is in view. */
function topicsOf({ arrangement, columns }: TableView): Topic[] {
  if (arrangement === 'domains') return [];
  if (arrangement === 'groups') return ['groups'];
  return [...new Set(columns.flatMap((column) => COLUMN_TOPICS[column] ?? []))];
}

type MissingNotesProps = { snapshot: ClusterSnapshot; topics: readonly Topic[]; nowMs: number };

/** Why some of it cannot be shown; what is only awaited goes without saying. */
function MissingNotes({ snapshot, topics, nowMs }: MissingNotesProps) {
  const { cluster, parts, rings } = snapshot;
  const missing = topics
    .map((topic) => ({ topic, part: topic === 'groups' ? parts.groups : rings[topic] }))
    .filter(({ part }) => part.status !== 'ok' && part.status !== 'pending')
    // One member that does not answer says nothing of the others: their numbers are there.
    .filter(
      ({ topic, part }) => topic === 'groups' || !isReadingFresh(part.observedAtMs, rings[topic], nowMs),
    );
  if (missing.length === 0) return null;
  return (
    <div className="panel-notes shrink-0 border-t border-line px-5 py-2">
      {missing.map(({ topic, part }) => (
        <RingNote key={topic} topic={topic} part={part} cluster={cluster} nowMs={nowMs} />
      ))}
    </div>
  );
}
