import type { Figures } from './figures.ts';
import type { Host } from './host.ts';

const hugePageBytes = 2 * 2 ** 20;

/** `memory` of `GET /1.0/resources`, bytes: what is plugged in, and what programs use of it. `sysinfo` of the member's
 *  state counts otherwise: the kernel's own share is not part of its total, and what caches hold is not free there. */
export function memoryOf(host: Host, figures: Figures) {
  const random = host.randomFor('hugepages');
  const hugePages = random() < 0.25 ? Math.floor(host.ramBytes / 8 / host.nodes / hugePageBytes) : 0;
  const hugeTotal = hugePages * hugePageBytes;
  const hugeUsed = Math.floor(hugePages * random()) * hugePageBytes;
  const nodes = Array.from({ length: host.nodes }, (_, node) => ({
    numa_node: node,
    hugepages_used: hugeUsed,
    hugepages_total: hugeTotal,
    used: Math.round(figures.memoryInUse / host.nodes / 4096) * 4096,
    total: host.ramBytes / host.nodes,
  }));
  return {
    nodes,
    hugepages_total: hugeTotal * host.nodes,
    hugepages_used: hugeUsed * host.nodes,
    hugepages_size: hugePageBytes,
    used: figures.memoryInUse,
    total: host.ramBytes,
  };
}
