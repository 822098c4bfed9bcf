import { formatDuration } from '~wire/duration.ts';
import type { ClusterSettings, RecordSettings } from '~wire/settings.ts';
import { Fact, FactList } from '../../components/FactList.tsx';
import { Moment } from '../../components/Moment.tsx';
import { StatusShape } from '../../components/StatusShape.tsx';
import { formatBytes } from '../../lib/units.ts';
import { Foreign } from '../../ui/Foreign.tsx';
import { LongText } from '../../ui/LongText.tsx';
import { Panel } from '../../ui/Panel.tsx';

type RecordPanelProps = { record: RecordSettings; clusters: readonly ClusterSettings[]; nowMs: number };

/** Where the past is kept, for how long, and whether that works right now. */
export function RecordPanel({ record, clusters, nowMs }: RecordPanelProps) {
  const { file, bytes, retention } = record;
  const firsts = clusters.flatMap(({ recording }) => recording.firstMs ?? []);
  return (
    <Panel title="Record">
      <FactList>
        <Fact label="Right now">
          <Now clusters={clusters} nowMs={nowMs} />
        </Fact>
        <Fact label="Kept in">
          {file === null ? (
            'memory alone: it is gone with the process'
          ) : (
            <span className="font-mono text-sm break-all">
              <LongText text={file} label="File of the history" />
            </span>
          )}
        </Fact>
        <Fact label="Since">
          {firsts.length === 0 ? 'nothing yet' : <Moment atMs={Math.min(...firsts)} nowMs={nowMs} />}
        </Fact>
        <Fact label="Size">
          {bytes !== null && `${formatBytes(bytes)} of at most `}
          {bytes === null && 'at most '}
          {formatBytes(retention.maxBytes)}
        </Fact>
        <Fact label="Kept for">
          <ul>
            <li>changes and events: {formatDuration(retention.changesMs)}</li>
            <li>numbers each 10 s: {formatDuration(retention.rawMs)}</li>
            <li>each minute: {formatDuration(retention.minuteMs)}</li>
            <li>each 15 min: {formatDuration(retention.quarterMs)}</li>
          </ul>
        </Fact>
      </FactList>
    </Panel>
  );
}

function Now({ clusters, nowMs }: Pick<RecordPanelProps, 'clusters' | 'nowMs'>) {
  const failing = clusters.filter(({ recording }) => recording.state === 'failing');
  if (failing.length === 0)
    return (
      <p className="flex items-baseline gap-2">
        <StatusShape shape="online" className="size-3.5 translate-y-0.5" />
        {clusters.length === 1 ? 'It is being recorded.' : `All ${clusters.length} clusters are recorded.`}
      </p>
    );
  return (
    <ul className="flex flex-col gap-1">
      {failing.map(({ key, name, recording: { sinceMs, reason } }) => (
        <li key={key} className="flex items-baseline gap-2">
          <StatusShape shape="attention" className="size-3.5 translate-y-0.5" />
          <span className="min-w-0 break-words">
            <Foreign text={name} /> is not being recorded
            {sinceMs !== null && (
              <>
                {' since '}
                <Moment atMs={sinceMs} nowMs={nowMs} />
              </>
            )}
            {reason !== null && (
              <>
                : <Foreign text={reason} />
              </>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}
