import type { ReactNode } from 'react';
import type { ClusterSnapshot } from '~wire/snapshot.ts';
import { type Totals as Numbers, totalsOf } from '~wire/totals.ts';
import { share } from '~wire/vitals.ts';
import { StatusShape } from '../../components/StatusShape.tsx';
import { formatBytes, formatCount, formatLoad, formatShare } from '../../lib/units.ts';
import { Foreign } from '../../ui/Foreign.tsx';
import { Meter } from '../../ui/Meter.tsx';
import { Certificates } from './Certificates.tsx';

/** The cluster as a whole, in numbers. Where somebody is missing from one, it says so. */
export function Totals({ snapshot, nowMs }: { snapshot: ClusterSnapshot; nowMs: number }) {
  const totals = totalsOf(snapshot, nowMs);
  const { members, statuses, cpu, load, memory, storage, fullest, instances } = totals;
  return (
    <section aria-label="Totals" className="px-5 py-3">
      <h2 className="sr-only">Totals</h2>
      <dl className="flex flex-wrap items-start gap-x-6 gap-y-3 max-sm:grid max-sm:grid-cols-2 max-sm:gap-x-4">
        <Figure label="Members" of={null} members={members}>
          {statuses.map(({ word, shape, count }) => (
            <span key={word} className="flex items-center gap-1.5">
              <StatusShape shape={shape} className="size-3" />
              {formatCount(count)} <Foreign text={word} className="text-soft" />
            </span>
          ))}
        </Figure>
        {load === null ? (
          <Figure label="CPU" of={cpu} members={members}>
            {cpu !== null && <Of what={`${formatCount(cpu.threads)} threads`} />}
          </Figure>
        ) : (
          <Figure label="Load" of={load} members={members}>
            <Meter share={share(load.load, load.threads)} className={BAR} />
            {formatLoad(load.load)} <Of what={`on ${formatCount(load.threads)} threads`} />
          </Figure>
        )}
        <Figure label="Memory" of={memory} members={members}>
          {memory !== null && <Used {...memory} />}
        </Figure>
        <Figure label="Storage" of={storage} members={members}>
          {storage !== null && <Used {...storage} />}
        </Figure>
        <Figure label="Fullest pool" of={null} members={members}>
          {fullest !== null && <Fullest fullest={fullest} />}
        </Figure>
        <Figure label="Running instances" of={instances} members={members}>
          {instances !== null && (
            <>
              {formatCount(instances.running)} <Of what={`of ${formatCount(instances.total)}`} />
              {instances.error > 0 && (
                <span className="flex items-center gap-1 font-semibold">
                  <StatusShape shape="offline" className="size-3" />
                  {formatCount(instances.error)} in error
                </span>
              )}
            </>
          )}
        </Figure>
        <Certificates snapshot={snapshot} nowMs={nowMs} />
      </dl>
    </section>
  );
}

const BAR = 'w-10 max-sm:hidden [&>span]:bg-soft';

type FigureProps = {
  label: string;
  /** Of how many members it is; null: of all of them, or not known at all. */
  of: { of: number } | null;
  members: number;
  children: ReactNode;
};

function Figure({ label, of, members, children }: FigureProps) {
  const missing = of !== null && of.of < members;
  return (
    <div className="flex min-w-0 flex-col gap-0.5">
      <dt className="text-sm text-faint">
        {label}
        {missing && `, ${formatCount(of.of)} of ${formatCount(members)} members`}
      </dt>
      <dd className="flex min-h-6 flex-wrap items-center gap-x-2.5 font-medium">
        {children || <span className="font-normal text-faint">–</span>}
      </dd>
    </div>
  );
}

const Of = ({ what }: { what: string }) => <span className="font-normal text-soft">{what}</span>;

function Used({ usedBytes, totalBytes }: { usedBytes: number; totalBytes: number }) {
  const used = share(usedBytes, totalBytes);
  return (
    <>
      <Meter share={used} className={BAR} />
      {formatShare(used)}
      <span title={`${formatBytes(usedBytes)} used`} className="font-normal text-soft">
        of {formatBytes(totalBytes)}
      </span>
    </>
  );
}

function Fullest({ fullest }: { fullest: NonNullable<Numbers['fullest']> }) {
  return (
    <>
      {formatShare(fullest.share)}
      <span className="min-w-0 font-normal text-soft">
        <Foreign text={fullest.pool} />
        {fullest.member !== null && (
          <>
            {' on '}
            <Foreign text={fullest.member} />
          </>
        )}
      </span>
    </>
  );
}
