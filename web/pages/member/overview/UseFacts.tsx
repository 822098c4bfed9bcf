import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { MemberState } from '~wire/detail.ts';
import { share } from '~wire/vitals.ts';
import { detailQuery } from '../../../api/member-queries.ts';
import { Moment } from '../../../components/Moment.tsx';
import { Reading } from '../../../components/Reading.tsx';
import { formatBytes, formatCount, formatLoad, formatShare, formatUptime } from '../../../lib/units.ts';
import { Meter } from '../../../ui/Meter.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import { AnswerNote } from '../AnswerNote.tsx';
import { Fact, FactList, Unknown } from '../../../components/FactList.tsx';
import { useMember } from '../member-scene.tsx';

/** How much of the member is in use now: CPUs, memory, swap. */
export function UseFacts() {
  const { cluster, member, at } = useMember();
  const answer = useQuery(detailQuery(cluster, member.server_name, at));
  const state = answer.data?.state;
  return (
    <Panel title="Load and memory">
      <FactList>
        <MemoryUsed />
        {state !== undefined && state.value !== null && (
          <StateFacts sysinfo={state.value.sysinfo} atMs={state.part.observedAtMs} />
        )}
      </FactList>
      {(state === undefined || state.part.status !== 'ok') && (
        <AnswerNote
          answer={answer}
          part={state?.part}
          topic="state"
          className="border-t border-line px-5 py-2.5 text-sm text-soft"
        />
      )}
    </Panel>
  );
}

/** What every server tells: memory without the page cache, and CPUs. */
function MemoryUsed() {
  const { member, view, nowMs } = useMember();
  const { memory, cpuThreads, resourcesAtMs } = member.vitals;
  const read = (children: ReactNode) => (
    <Reading atMs={resourcesAtMs} ring={view.snapshot.rings.resources} nowMs={nowMs}>
      {children}
    </Reading>
  );
  return (
    <>
      <Fact label="Logical CPUs">{cpuThreads === null ? <Unknown /> : read(formatCount(cpuThreads))}</Fact>
      <Fact label="Memory used">
        {memory === null || memory.usedBytes === null ? (
          <Unknown />
        ) : (
          read(
            <>
              {formatBytes(memory.usedBytes)} of {formatBytes(memory.totalBytes)},{' '}
              {formatShare(share(memory.usedBytes, memory.totalBytes))}
              <Meter share={share(memory.usedBytes, memory.totalBytes)} className="mt-1 w-full" />
              <span className="block text-sm text-faint">without the page cache</span>
            </>,
          )
        )}
      </Fact>
    </>
  );
}

type StateFactsProps = { sysinfo: MemberState['sysinfo']; atMs: number | null };

/** What only a server with `cluster_member_state` tells. */
function StateFacts({ sysinfo, atMs }: StateFactsProps) {
  const { view, nowMs } = useMember();
  const read = (children: ReactNode) => (
    <Reading atMs={atMs} ring={view.snapshot.rings.state} nowMs={nowMs}>
      {children}
    </Reading>
  );
  const [one, five, fifteen] = sysinfo.load_averages;
  const usedSwap = sysinfo.total_swap - sysinfo.free_swap;
  return (
    <>
      <Fact label="Memory free">
        {read(
          <>
            {formatBytes(sysinfo.free_ram)} of {formatBytes(sysinfo.total_ram)}
            <span className="block text-sm text-faint">the page cache counts as used</span>
          </>,
        )}
      </Fact>
      <Fact label="Memory shared">{read(formatBytes(sysinfo.shared_ram))}</Fact>
      <Fact label="In buffers">{read(formatBytes(sysinfo.buffered_ram))}</Fact>
      <Fact label="Swap used">
        {read(
          sysinfo.total_swap === 0
            ? 'there is none'
            : `${formatBytes(usedSwap)} of ${formatBytes(sysinfo.total_swap)}`,
        )}
      </Fact>
      <Fact label="Load">
        {read(
          <>
            {formatLoad(one)} · {formatLoad(five)} · {formatLoad(fifteen)}{' '}
            <span className="text-faint">over 1, 5 and 15 min</span>
          </>,
        )}
      </Fact>
      <Fact label="Processes">
        {read(
          <>
            {formatCount(sysinfo.processes)} <span className="text-faint">threads included</span>
          </>,
        )}
      </Fact>
      <Fact label="Host up for">{read(formatUptime(sysinfo.uptime))}</Fact>
      {atMs !== null && (
        <Fact label="Read at">
          <Moment atMs={atMs} nowMs={nowMs} />
        </Fact>
      )}
    </>
  );
}
