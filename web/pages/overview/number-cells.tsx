/** What the columns of numbers show of a member: each as it was read last, and a dash where it is not known. */
import type { ReactNode } from 'react';
import { totalInstances } from '~wire/instance.ts';
import { isNearlyFull } from '~wire/reasons/room.ts';
import type { Rings } from '~wire/snapshot.ts';
import { type InstanceCounts, loadPerThread, memoryShare, share } from '~wire/vitals.ts';
import { Reading } from '../../components/Reading.tsx';
import { StatusShape } from '../../components/StatusShape.tsx';
import { formatBytes, formatLoad, formatShare, formatUptime } from '../../lib/units.ts';
import { Foreign } from '../../ui/Foreign.tsx';
import { Meter } from '../../ui/Meter.tsx';
import type { MemberRow } from './member-rows.ts';

type NumeralProps = {
  row: MemberRow;
  nowMs: number;
  ring: keyof Rings;
  atMs: number | null;
  /** What else there is to know of it. */
  title?: string;
  children: ReactNode;
};

function Numeral({ row, nowMs, ring, atMs, title, children }: NumeralProps) {
  return (
    <span title={title} className="md:block">
      <Reading
        atMs={atMs}
        ring={row.rings[ring]}
        nowMs={nowMs}
        className="flex items-center gap-2 max-md:inline-flex"
      >
        {children}
      </Reading>
    </span>
  );
}

const unknown = <span className="text-faint">–</span>;

/** Where rows are stacked there is room for numbers alone. */
const BAR = 'w-9 shrink-0 max-md:hidden [&>span]:bg-soft';

export function loadCell(row: MemberRow, nowMs: number): ReactNode {
  const { vitals } = row.member;
  const { load, cpuThreads, stateAtMs } = vitals;
  if (load === null) return unknown;
  const perThread = loadPerThread(vitals);
  const threads = cpuThreads === null ? '' : `, on ${cpuThreads} logical CPUs`;
  const title = `${load.map(formatLoad).join(', ')} over 1, 5 and 15 min${threads}`;
  return (
    <Numeral row={row} nowMs={nowMs} ring="state" atMs={stateAtMs} title={title}>
      <span className="md:min-w-8 md:text-right">{formatLoad(load[0])}</span>
      {perThread !== null && <Meter share={perThread} className={BAR} />}
    </Numeral>
  );
}

export function memoryCell(row: MemberRow, nowMs: number): ReactNode {
  const { vitals } = row.member;
  const { memory, resourcesAtMs, stateAtMs } = vitals;
  if (memory === null) return unknown;
  const used = memoryShare(vitals);
  if (used === null) {
    if (memory.freeBytes === null) return unknown;
    return (
      <Numeral row={row} nowMs={nowMs} ring="state" atMs={stateAtMs}>
        {formatBytes(memory.freeBytes)} free
      </Numeral>
    );
  }
  const title = `${formatBytes(used * memory.totalBytes)} of ${formatBytes(memory.totalBytes)} used`;
  return (
    <Numeral row={row} nowMs={nowMs} ring="resources" atMs={resourcesAtMs} title={title}>
      <Meter share={used} className={BAR} />
      <Share used={used} />
    </Numeral>
  );
}

/** Marked where there is little left, in the same form as the reason for it. */
function Share({ used }: { used: number }) {
  if (!isNearlyFull(used)) return <span className="shrink-0">{formatShare(used)}</span>;
  return (
    <span className="flex shrink-0 items-center gap-1 font-semibold">
      {formatShare(used)}
      <StatusShape shape="attention" className="size-3" />
      <span className="sr-only">nearly full</span>
    </span>
  );
}

export function storageCell(row: MemberRow, nowMs: number): ReactNode {
  const { fullestPool: pool, poolsAtMs } = row.member.vitals;
  if (pool === null) return unknown;
  const title = `${pool.name}: ${formatBytes(pool.usedBytes)} of ${formatBytes(pool.totalBytes)} used`;
  return (
    <Numeral row={row} nowMs={nowMs} ring="pools" atMs={poolsAtMs} title={title}>
      <Meter share={share(pool.usedBytes, pool.totalBytes)} className={BAR} />
      <Share used={share(pool.usedBytes, pool.totalBytes)} />
      <Foreign text={pool.name} className="one-line min-w-0 text-sm text-faint max-md:hidden" />
    </Numeral>
  );
}

export function instancesCell(row: MemberRow, nowMs: number): ReactNode {
  const { instances: counts } = row.member.vitals;
  if (counts === null) return unknown;
  return (
    <Numeral
      row={row}
      nowMs={nowMs}
      ring="instances"
      atMs={row.rings.instances.observedAtMs}
      title={countsInWords(counts)}
    >
      <span>
        {counts.running} <span className="text-faint">of {totalInstances(counts)}</span>
      </span>
      {counts.error > 0 && (
        <span className="flex items-center gap-1 font-semibold">
          <StatusShape shape="offline" className="size-3" />
          {counts.error}
          <span className="sr-only">in error</span>
        </span>
      )}
    </Numeral>
  );
}

function countsInWords(counts: InstanceCounts): string {
  const { running, stopped, frozen, error, other, containers, virtualMachines } = counts;
  const statuses = [
    [running, 'running'],
    [stopped, 'stopped'],
    [frozen, 'frozen'],
    [error, 'in error'],
    [other, 'in another state'],
  ] as const;
  const told = statuses.flatMap(([count, word]) => (count === 0 ? [] : [`${count} ${word}`]));
  const kinds = `${containers} containers, ${virtualMachines} virtual machines`;
  return told.length === 0 ? 'no instances' : `${told.join(', ')}; ${kinds}`;
}

export function uptimeCell(row: MemberRow, nowMs: number): ReactNode {
  const { uptimeS, stateAtMs } = row.member.vitals;
  if (uptimeS === null) return unknown;
  return (
    <Numeral row={row} nowMs={nowMs} ring="state" atMs={stateAtMs}>
      {formatUptime(uptimeS)}
    </Numeral>
  );
}
