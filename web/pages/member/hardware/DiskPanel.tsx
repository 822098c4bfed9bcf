import type { Hardware } from '~wire/hardware.ts';
import { formatBytes, formatCount } from '../../../lib/units.ts';
import { DataTable } from '../../../ui/DataTable.tsx';
import { Foreign } from '../../../ui/Foreign.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import { Absent } from './Absent.tsx';
import { nodeOf } from './NetworkPanel.tsx';
import { Lines, Words } from '../Words.tsx';
import { type Disk, diskKind, joined, placeOf } from '../hardware-words.ts';

/** Disks and their partitions. */
export function DiskPanel({ storage }: { storage: Hardware['storage'] }) {
  if (storage === null || storage.disks.length === 0) return <Absent title="Disks" told={storage !== null} />;
  const total = storage.disks.reduce((sum, { size }) => sum + (size ?? 0), 0);
  return (
    <Panel title="Disks" count={`${formatCount(storage.disks.length)}, ${formatBytes(total)} together`}>
      <DataTable
        label="Disks"
        rows={storage.disks}
        keyOf={({ id }, index) => `${id} ${index}`}
        columns={[
          {
            head: 'Disk',
            cell: ({ id, device }) => <Lines text={joined(id)} less={[device && `device ${device}`]} />,
          },
          {
            head: 'Model',
            cell: (disk) => (
              <Lines
                text={joined(disk.model)}
                less={[
                  joined(
                    disk.serial && `serial ${disk.serial}`,
                    disk.firmware_version && `firmware ${disk.firmware_version}`,
                  ),
                  disk.device_id.includes(disk.wwn) ? null : joined(disk.wwn),
                ]}
              />
            ),
          },
          { head: 'Kind', cell: (disk) => <Words text={diskKind(disk)} /> },
          {
            head: 'Size',
            numeric: true,
            cell: ({ size, block_size }) => (
              <Lines
                text={size && formatBytes(size)}
                less={[block_size && `in blocks of ${formatBytes(block_size)}`]}
              />
            ),
          },
          { head: 'Partitions', cell: (disk) => <Partitions disk={disk} /> },
          {
            head: 'At',
            cell: (disk) => (
              <Lines
                text={joined(disk.device_path) ?? placeOf(disk)}
                less={[joined(disk.device_id), nodeOf(disk)]}
              />
            ),
          },
        ]}
      />
    </Panel>
  );
}

function Partitions({ disk }: { disk: Disk }) {
  const marks = [disk.read_only === true && 'read-only', disk.removable === true && 'removable'].filter(
    (mark) => mark !== false,
  );
  return (
    <>
      {disk.partitions.length === 0 ? (
        <span className="text-faint">none</span>
      ) : (
        <ul>
          {disk.partitions.map(({ id, size, read_only }, index) => (
            <li key={index} className="whitespace-nowrap">
              <Foreign text={id} />{' '}
              <span className="text-soft">{size === null ? '' : formatBytes(size)}</span>
              {read_only === true && <span className="text-faint"> read-only</span>}
            </li>
          ))}
        </ul>
      )}
      {marks.length > 0 && <span className="block text-sm text-faint">{marks.join(', ')}</span>}
    </>
  );
}
