import type { UseQueryResult } from '@tanstack/react-query';
import type { MemberDetail, MemberPool } from '~wire/detail.ts';
import type { PoolTotal } from '~wire/snapshot.ts';
import { isNearlyFull } from '~wire/reasons/room.ts';
import { share } from '~wire/vitals.ts';
import { Moment } from '../../../components/Moment.tsx';
import { Reading } from '../../../components/Reading.tsx';
import { StatusShape } from '../../../components/StatusShape.tsx';
import { formatBytes, formatCount, formatShare } from '../../../lib/units.ts';
import { Foreign } from '../../../ui/Foreign.tsx';
import { Meter } from '../../../ui/Meter.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import { AnswerNote } from '../AnswerNote.tsx';
import { Unknown } from '../../../components/FactList.tsx';
import { useMember } from '../member-scene.tsx';

/** The storage pools as this member sees them. */
export function PoolPanel({ answer }: { answer: UseQueryResult<MemberDetail> }) {
  const { view, nowMs } = useMember();
  const { part, value } = answer.data?.pools ?? { part: undefined, value: null };
  const { observedAtMs } = part ?? { observedAtMs: null };
  const totals = new Map(view.snapshot.pools.map((pool) => [pool.name, pool]));
  return (
    <Panel title="Storage pools" count={value === null ? '' : formatCount(value.length)}>
      {(part === undefined || part.status !== 'ok') && (
        <AnswerNote answer={answer} part={part} topic="pools" />
      )}
      {value !== null && value.length === 0 && <p className="px-5 py-3 text-soft">There are none.</p>}
      {value !== null && value.length > 0 && (
        <ul>
          {value.map((pool) => (
            <Pool key={pool.name} pool={pool} total={totals.get(pool.name)} atMs={observedAtMs} />
          ))}
        </ul>
      )}
      {part?.status === 'ok' && observedAtMs !== null && (
        <p className="border-t border-line px-5 py-2 text-sm text-faint">
          Read at <Moment atMs={observedAtMs} nowMs={nowMs} />
        </p>
      )}
    </Panel>
  );
}

type PoolProps = { pool: MemberPool; total: PoolTotal | undefined; atMs: number | null };

function Pool({ pool: { name, pool, remote, space, inodes }, total, atMs }: PoolProps) {
  const { view, nowMs } = useMember();
  const shared = remote ?? total?.remote ?? null;
  return (
    <li className="grid gap-x-8 gap-y-2 border-t border-line px-5 py-3 first:border-t-0 md:grid-cols-[minmax(0,1.2fr)_minmax(0,1fr)_minmax(0,1fr)]">
      <div className="min-w-0">
        <h3 className="flex flex-wrap items-baseline gap-x-2.5 font-semibold">
          <Foreign text={name} />
          {pool !== null && (
            <span className="font-normal text-soft">
              <Foreign text={pool.driver} />
            </span>
          )}
          {pool !== null && <PoolStatus status={pool.status} />}
        </h3>
        {pool !== null && pool.description !== '' && (
          <p className="text-soft">
            <Foreign text={pool.description} />
          </p>
        )}
        <p className="text-sm text-faint">{placeWords(shared, total)}</p>
      </div>
      <Reading atMs={atMs} ring={view.snapshot.rings.pools} nowMs={nowMs}>
        <Usage title="Space" usage={space} format={formatBytes} />
      </Reading>
      <Reading atMs={atMs} ring={view.snapshot.rings.pools} nowMs={nowMs}>
        <Usage title="Inodes" usage={inodes} format={formatCount} />
      </Reading>
    </li>
  );
}

/** Whose the pool is, and what it has in the whole cluster. */
function placeWords(shared: boolean | null, total: PoolTotal | undefined): string {
  if (shared === null) return 'Whether other members share it is not known.';
  if (shared) return 'Shared: kept outside of the members, so that every one of them reports the same.';
  if (total === undefined || total.members < 2) return 'On this member.';
  const all = `${formatBytes(total.usedBytes)} of ${formatBytes(total.totalBytes)}`;
  return `On this member; ${all} used on ${total.members} members together.`;
}

/** LXD's word for the pool, marked where it is not as it should be. */
function PoolStatus({ status }: { status: string }) {
  if (status === 'Created') return <span className="text-sm font-normal text-faint">{status}</span>;
  return (
    <span className="flex items-center gap-1.5 self-center text-sm">
      <StatusShape shape="attention" className="size-3" />
      <Foreign text={status} />
    </span>
  );
}

type UsageProps = {
  title: string;
  usage: MemberPool['space'];
  format(amount: number): string;
};

/** How much is used, as numbers and as a bar. A driver without inodes tells of 0 of them. */
function Usage({ title, usage, format }: UsageProps) {
  const label = <span className="text-sm text-faint">{title}</span>;
  if (usage === null || usage.total === 0) {
    return (
      <p className="flex justify-between gap-3">
        {label} <Unknown />
      </p>
    );
  }
  const used = share(usage.used, usage.total);
  return (
    <div className="flex flex-col gap-1">
      <p className="flex flex-wrap justify-between gap-x-3">
        {label}
        <span className="flex items-center gap-1.5">
          {isNearlyFull(used) && <StatusShape shape="attention" className="size-3" />}
          {format(usage.used)} of {format(usage.total)}, {formatShare(used)}
        </span>
      </p>
      <Meter share={used} className="w-full" />
    </div>
  );
}
