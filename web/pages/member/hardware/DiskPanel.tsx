import type { Hardware } from '~wire/hardware.ts';
import { formatBytes, formatCount } from '../../../lib/units.ts';
import { DataTable } from '../../../ui/DataTable.tsx';
import { Foreign } from '../../../ui/Foreign.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import { Absent } from './Absent.tsx';
import { Words } from '../Words.tsx';
import { type Disk, diskKind, joined } from '../hardware-words.ts';

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
          { head: 'Disk', cell: ({ id }) => <Foreign text={id} /> },
          { head: 'Model', cell: ({ model }) => <Words text={joined(model)} /> },
          { head: 'Size', numeric: true, cell: ({ size }) => <Words text={size && formatBytes(size)} /> },
          { head: 'Kind', cell: (disk) => <Words text={diskKind(disk)} /> },
          { head: 'Serial', cell: ({ serial, wwn }) => <Words text={joined(serial) ?? joined(wwn)} /> },
          { head: 'Firmware', cell: (disk) => <Words text={joined(disk.firmware_version)} /> },
          {
            head: 'Block',
            numeric: true,
            cell: (disk) => <Words text={disk.block_size && formatBytes(disk.block_size)} />,
          },
          {
            head: 'At',
            cell: (disk) => (
              <Words
                text={joined(
                  disk.pci_address || disk.usb_address || disk.device_path,
                  disk.numa_node === null ? null : `node ${disk.numa_node}`,
                )}
              />
            ),
          },
          { head: 'Partitions', cell: (disk) => <Partitions disk={disk} /> },
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
      {marks.length > 0 && <span className="text-faint">{marks.join(', ')}</span>}
    </>
  );
}
