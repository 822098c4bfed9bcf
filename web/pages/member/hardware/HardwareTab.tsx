import { useQuery } from '@tanstack/react-query';
import { hardwareQuery } from '../../../api/member-queries.ts';
import { Moment } from '../../../components/Moment.tsx';
import { AnswerNote } from '../AnswerNote.tsx';
import { loadAhead } from '../load-ahead.ts';
import { useMember } from '../member-scene.tsx';
import { CpuPanel } from './CpuPanel.tsx';
import { DiskPanel } from './DiskPanel.tsx';
import { GpuPanel } from './GpuPanel.tsx';
import { MemoryPanel } from './MemoryPanel.tsx';
import { NetworkPanel } from './NetworkPanel.tsx';
import { PciPanel, UsbPanel } from './BusPanels.tsx';
import { SystemPanel } from './SystemPanel.tsx';

export const loadHardware = loadAhead(({ queryClient, cluster, member, at }) => [
  queryClient.prefetchQuery(hardwareQuery(cluster, member, at)),
]);

/** What the member is made of. */
export function HardwareTab() {
  const { cluster, member, at, nowMs } = useMember();
  const answer = useQuery(hardwareQuery(cluster, member.server_name, at));
  const { part, value } = answer.data ?? { part: undefined, value: null };
  return (
    <>
      {(part === undefined || part.status !== 'ok') && (
        <AnswerNote
          answer={answer}
          part={part}
          topic="resources"
          className="rounded-md border border-line bg-surface px-5 py-3 text-soft"
        />
      )}
      {value !== null && (
        <>
          <div className="gap-4 md:columns-2 [&>*]:break-inside-avoid [&>*+*]:mt-4">
            <CpuPanel cpu={value.cpu} />
            <MemoryPanel memory={value.memory} atMs={part?.observedAtMs ?? null} />
            <SystemPanel system={value.system} />
          </div>
          <DiskPanel storage={value.storage} />
          <NetworkPanel network={value.network} />
          <GpuPanel gpu={value.gpu} />
          <UsbPanel usb={value.usb} />
          <PciPanel pci={value.pci} />
          {part?.status === 'ok' && part.observedAtMs !== null && (
            <p className="px-1 text-sm text-faint">
              Read at <Moment atMs={part.observedAtMs} nowMs={nowMs} />. It seldom changes, so it is seldom
              read.
            </p>
          )}
        </>
      )}
    </>
  );
}
