import type { Hardware } from '~wire/hardware.ts';
import { share } from '~wire/vitals.ts';
import { Reading } from '../../../components/Reading.tsx';
import { formatBytes, formatCount, formatShare } from '../../../lib/units.ts';
import { DataTable } from '../../../ui/DataTable.tsx';
import { Meter } from '../../../ui/Meter.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import { Fact, FactList, Unknown } from '../../../components/FactList.tsx';
import { useMember } from '../member-scene.tsx';
import { Absent } from './Absent.tsx';

/** Memory and huge pages, in all and by NUMA node. Used memory is without the page cache. */
export function MemoryPanel({ memory, atMs }: { memory: Hardware['memory']; atMs: number | null }) {
  const { view, nowMs } = useMember();
  if (memory === null || memory.total === null) return <Absent title="Memory" />;
  const { total, used, nodes } = memory;
  return (
    <Panel title="Memory" count={formatBytes(total)}>
      <FactList>
        <Fact label="Used">
          {used === null ? (
            <Unknown />
          ) : (
            <Reading atMs={atMs} ring={view.snapshot.rings.resources} nowMs={nowMs}>
              {formatBytes(used)}, {formatShare(share(used, total))}
              <Meter share={share(used, total)} className="mt-1 w-full" />
            </Reading>
          )}
        </Fact>
        <Fact label="Huge pages">
          <HugePages
            total={memory.hugepages_total}
            used={memory.hugepages_used}
            size={memory.hugepages_size}
          />
        </Fact>
      </FactList>
      {nodes.length > 1 && (
        <DataTable
          label="Memory by NUMA node"
          rows={nodes}
          keyOf={(_node, index) => String(index)}
          columns={[
            { head: 'NUMA node', cell: ({ numa_node }) => numa_node ?? <Unknown /> },
            { head: 'Used', numeric: true, cell: (node) => bytes(node.used) },
            { head: 'Total', numeric: true, cell: (node) => bytes(node.total) },
            { head: 'Huge pages used', numeric: true, cell: (node) => bytes(node.hugepages_used) },
            { head: 'Huge pages', numeric: true, cell: (node) => bytes(node.hugepages_total) },
          ]}
        />
      )}
    </Panel>
  );
}

const bytes = (value: number | null) => (value === null ? <Unknown /> : formatBytes(value));

/** All are given in bytes, the pages too. */
type HugePagesProps = { total: number | null; used: number | null; size: number | null };

function HugePages({ total, used, size }: HugePagesProps) {
  if (total === null) return <Unknown />;
  const each = size === null || size === 0 ? '' : ` of ${formatBytes(size)} each`;
  if (total === 0) return <>none{each}</>;
  const pages = size === null || size === 0 ? '' : `${formatCount(Math.round(total / size))} pages, `;
  return (
    <>
      {pages}
      {formatBytes(used ?? 0)} of {formatBytes(total)} used{each}
    </>
  );
}
