import type { Hardware } from '~wire/hardware.ts';
import { formatBytes, formatCount, formatMegahertz } from '../../../lib/units.ts';
import { Foreign } from '../../../ui/Foreign.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import { Fact, FactList, TextFact, Unknown } from '../../../components/FactList.tsx';
import { Absent } from './Absent.tsx';
import { type Socket, clocksOf, countSocket, flagsOf, joined } from '../hardware-words.ts';

/** The processors: each socket by itself, and what all cores can do. */
export function CpuPanel({ cpu }: { cpu: Hardware['cpu'] }) {
  if (cpu === null || cpu.sockets.length === 0) return <Absent title="Processors" />;
  const flags = flagsOf(cpu);
  const total = cpu.total === null ? '' : `${formatCount(cpu.total)} logical CPUs, `;
  return (
    <Panel title="Processors" count={`${total}${cpu.architecture}`}>
      {cpu.sockets.map((socket, index) => (
        <SocketFacts key={index} socket={socket} />
      ))}
      {flags.length > 0 && (
        <details className="border-t border-line px-5 py-2.5">
          <summary className="text-soft hover:text-ink">{flags.length} CPU flags</summary>
          <p className="pt-2 text-sm text-soft">
            <Foreign text={flags.join(' ')} whole />
          </p>
        </details>
      )}
    </Panel>
  );
}

function SocketFacts({ socket }: { socket: Socket }) {
  const { cores, threads, online, isolated, nodes } = countSocket(socket);
  return (
    <div className="border-t border-line first-of-type:border-t-0">
      <FactList>
        <TextFact
          label={socket.socket === null ? 'Socket' : `Socket ${socket.socket}`}
          text={joined(socket.name) ?? joined(socket.vendor)}
        />
        <Fact label="Cores">
          {formatCount(cores)}, {formatCount(threads)} threads
          {online < threads && `, ${formatCount(threads - online)} of them off`}
          {isolated > 0 && `, ${formatCount(isolated)} isolated`}
        </Fact>
        <Fact label="NUMA nodes">
          {nodes.length === 0 ? (
            <Unknown />
          ) : (
            <ul>
              {nodes.map(({ node, cpus }) => (
                <li key={node}>
                  {node} <span className="text-faint">with CPUs</span> {cpus}
                </li>
              ))}
            </ul>
          )}
        </Fact>
        <Fact label="Clock">
          <Clock socket={socket} />
        </Fact>
        <Fact label="Caches">
          {socket.cache.length === 0 ? (
            <Unknown />
          ) : (
            <ul className="flex flex-wrap gap-x-4">
              {socket.cache.map(({ level, type, size }, index) => (
                <li key={index}>
                  <Foreign text={joined(level === null ? null : `L${level}`, type) ?? 'cache'} />{' '}
                  {size === null ? '' : formatBytes(size)}
                </li>
              ))}
            </ul>
          )}
        </Fact>
      </FactList>
    </div>
  );
}

/** What the cores run at now, and between what they may. */
function Clock({ socket }: { socket: Socket }) {
  const clocks = clocksOf(socket);
  const { frequency, frequency_minimum: minimum, frequency_turbo: turbo } = socket;
  const now =
    clocks === null
      ? frequency === null || frequency === 0
        ? null
        : formatMegahertz(frequency)
      : clocks.least === clocks.most
        ? formatMegahertz(clocks.most)
        : `${formatMegahertz(clocks.least)} to ${formatMegahertz(clocks.most)}`;
  const bounds = [
    minimum === null || minimum === 0 ? null : `least ${formatMegahertz(minimum)}`,
    turbo === null || turbo === 0 ? null : `turbo ${formatMegahertz(turbo)}`,
  ].filter((bound) => bound !== null);
  if (now === null && bounds.length === 0) return <Unknown />;
  return (
    <>
      {now}
      {bounds.length > 0 && (
        <span className="text-faint">
          {now === null ? '' : ' · '}
          {bounds.join(', ')}
        </span>
      )}
    </>
  );
}
