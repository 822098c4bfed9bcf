import { isFinal } from '~wire/operation.ts';
import type { ClusterSnapshot } from '~wire/snapshot.ts';
import { OperationList } from '../../components/OperationList.tsx';
import { WarningList } from '../../components/WarningList.tsx';
import { Panel } from '../../ui/Panel.tsx';

/** What the cluster is doing now, and what it warns of: each only while there is something to show. */
export function NowPanels({ snapshot, nowMs }: { snapshot: ClusterSnapshot; nowMs: number }) {
  const { operations, warnings, cluster } = snapshot;
  const running = operations.filter((operation) => !isFinal(operation)).length;
  const ended = operations.length - running;
  const counts = [running === 0 ? '' : `${running} running`, ended === 0 ? '' : `${ended} just ended`];
  return (
    <>
      {operations.length > 0 && (
        <Panel title="Operations" count={counts.filter(Boolean).join(', ')} className="xl:max-h-full">
          <div
            className="max-h-96 min-h-0 overflow-y-auto xl:max-h-none"
            tabIndex={0}
            role="group"
            aria-label="Operations"
          >
            <OperationList operations={operations} cluster={cluster.key} nowMs={nowMs} />
          </div>
        </Panel>
      )}
      {warnings.length > 0 && (
        <Panel title="Warnings" count={String(warnings.length)} className="xl:max-h-full">
          <div
            className="max-h-96 min-h-0 overflow-y-auto xl:max-h-none"
            tabIndex={0}
            role="group"
            aria-label="Warnings"
          >
            <WarningList warnings={warnings} cluster={cluster.key} nowMs={nowMs} />
          </div>
        </Panel>
      )}
    </>
  );
}
