import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Instance } from '~wire/instance.ts';
import { productName } from '~wire/witness.ts';
import { instancesQuery } from '../../../api/member-queries.ts';
import { TextFilter } from '../../../components/TextFilter.tsx';
import { formatCount } from '../../../lib/units.ts';
import { Foreign } from '../../../ui/Foreign.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import { toggleStatus } from '../../../url/filters.ts';
import { type InstancesView, useInstancesView } from '../../../url/instances.ts';
import { AnswerNote } from '../AnswerNote.tsx';
import { loadAhead } from '../load-ahead.ts';
import { useMember } from '../member-scene.tsx';
import { InstanceShape } from './InstanceStatus.tsx';
import { InstanceTable } from './InstanceTable.tsx';
import { countStatuses, filterInstances, kindOf, sortInstances } from './instance-rows.ts';

export const loadInstances = loadAhead(({ queryClient, cluster, member, at }) => [
  queryClient.prefetchQuery(instancesQuery(cluster, member, at)),
]);

const NONE: readonly Instance[] = [];

/** What runs on the member, and what could. */
export function InstancesTab() {
  const {
    cluster,
    member,
    at,
    view: { snapshot },
    nowMs,
  } = useMember();
  const view = useInstancesView();
  const answer = useQuery(instancesQuery(cluster, member.server_name, at));
  const all = answer.data?.value ?? NONE;
  const part = answer.data?.part;
  const { filter, sort } = view;
  const shown = useMemo(() => sortInstances(filterInstances(all, filter), sort), [all, filter, sort]);
  const count = shown.length === all.length ? formatCount(all.length) : `${shown.length} of ${all.length}`;
  const known = answer.data !== undefined && answer.data.value !== null;
  return (
    <Panel
      title="Instances"
      count={known ? count : ''}
      tools={known && all.length > 0 && <Tools all={all} view={view} />}
    >
      {(part === undefined || part.status !== 'ok') && (
        <AnswerNote answer={answer} part={part} topic="instances" />
      )}
      {all.length > 0 && member.status === 'Offline' && (
        <p className="border-b border-line px-5 py-2.5 text-sm text-soft">
          {productName(snapshot.cluster)} cannot reach a member that is offline: it calls its instances Error,
          and tells no more of them than their names.
        </p>
      )}
      {known && all.length === 0 && <p className="px-5 py-4 text-soft">There are no instances on it.</p>}
      {all.length > 0 && shown.length === 0 && (
        <p className="px-5 py-8 text-center text-soft">
          No instance matches.{' '}
          <button
            type="button"
            onClick={() => view.setFilter({ text: '', statuses: [] })}
            className="text-accent underline underline-offset-3"
          >
            Show all {formatCount(all.length)}
          </button>
        </p>
      )}
      {shown.length > 0 && <InstanceTable instances={shown} view={view} nowMs={nowMs} />}
    </Panel>
  );
}

/** What can be asked of the list, with how many there are of each. */
function Tools({ all, view: { filter, setFilter } }: { all: readonly Instance[]; view: InstancesView }) {
  const counts = countStatuses(all);
  const gone = filter.statuses.filter((status) => !counts.some(([known]) => known === status));
  const kinds = [...Map.groupBy(all, kindOf)].map(([kind, those]) => counted(those.length, kind));
  return (
    <>
      <TextFilter
        label="Filter instances"
        text={filter.text}
        onChange={(text) => setFilter({ ...filter, text })}
      />
      <div role="group" aria-label="Filter by status" className="flex min-w-0 flex-wrap items-center gap-1.5">
        {[...counts, ...gone.map((status) => [status, 0] as const)].map(([status, count]) => (
          <button
            key={status}
            type="button"
            aria-pressed={filter.statuses.includes(status)}
            onClick={() => setFilter(toggleStatus(filter, status))}
            className="flex h-7 max-w-56 items-center gap-1.5 rounded-sm border border-line px-2 text-sm text-soft hover:bg-hover aria-pressed:border-accent aria-pressed:bg-accent-tint aria-pressed:text-ink"
          >
            <InstanceShape status={status} />
            <Foreign text={status} className="one-line" />
            <span className="text-faint">{formatCount(count)}</span>
          </button>
        ))}
      </div>
      <p className="ml-auto text-sm text-faint max-md:hidden">
        <Foreign text={kinds.join(', ')} />
      </p>
    </>
  );
}

const counted = (count: number, kind: string): string =>
  `${formatCount(count)} ${kind}${count === 1 ? '' : 's'}`;
