import type { UseQueryResult } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { HardwareAnswer } from '~wire/detail.ts';
import { formatBytes, formatCount } from '../../../lib/units.ts';
import { DataTable } from '../../../ui/DataTable.tsx';
import { Foreign } from '../../../ui/Foreign.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import { usePaths } from '../../../url/paths.ts';
import { AnswerNote } from '../AnswerNote.tsx';
import { Words } from '../Words.tsx';
import { diskKind, joined } from '../hardware-words.ts';
import { useMember } from '../member-scene.tsx';

/** The disks in short; their details are on the tab of all hardware. */
export function DiskSummary({ answer }: { answer: UseQueryResult<HardwareAnswer> }) {
  const { cluster, member } = useMember();
  const paths = usePaths();
  const { part, value } = answer.data ?? { part: undefined, value: null };
  const disks = value?.storage?.disks ?? [];
  return (
    <Panel
      title="Disks"
      count={disks.length === 0 ? '' : formatCount(disks.length)}
      tools={
        <Link
          to={paths.member(cluster, member.server_name, 'hardware')}
          className="ml-auto text-sm text-accent hover:underline"
        >
          All hardware
        </Link>
      }
    >
      {(part === undefined || part.status !== 'ok') && (
        <AnswerNote answer={answer} part={part} topic="resources" />
      )}
      {value !== null && disks.length === 0 && (
        <p className="px-5 py-3 text-soft">
          {value.storage === null ? 'The server tells nothing of them.' : 'None.'}
        </p>
      )}
      {disks.length > 0 && (
        <DataTable
          label="Disks in short"
          rows={disks}
          keyOf={({ id }, index) => `${id} ${index}`}
          columns={[
            { head: 'Disk', cell: ({ id }) => <Foreign text={id} /> },
            { head: 'Model', cell: ({ model }) => <Words text={joined(model)} /> },
            { head: 'Kind', cell: (disk) => <Words text={diskKind(disk)} /> },
            { head: 'Size', numeric: true, cell: ({ size }) => <Words text={size && formatBytes(size)} /> },
            {
              head: 'Partitions',
              cell: ({ partitions }) => (
                <Words
                  text={partitions
                    .map((each) => joined(each.id, each.size === null ? null : formatBytes(each.size)))
                    .filter((words) => words !== null)
                    .join(', ')}
                />
              ),
            },
          ]}
        />
      )}
    </Panel>
  );
}
