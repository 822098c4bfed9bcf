import { useState } from 'react';
import type { Display } from '~wire/display.ts';
import { useNow } from '../../../../api/live-context.tsx';
import { RelativeTime } from '../../../../components/RelativeTime.tsx';
import { Foreign } from '../../../../ui/Foreign.tsx';
import { RevokeDialog } from './RevokeDialog.tsx';

type DisplayListProps = {
  displays: readonly Display[];
  /** Of a cluster by its key, as it is shown. */
  nameOf(key: string): string;
};

/** All display links, those that hold first. */
export function DisplayList({ displays, nameOf }: DisplayListProps) {
  const [revoking, setRevoking] = useState<Display | null>(null);
  const holding = displays.filter(({ revokedAtMs }) => revokedAtMs === null);
  const revoked = displays.filter(({ revokedAtMs }) => revokedAtMs !== null);
  const rows = (those: readonly Display[]) =>
    those.map((display) => (
      <DisplayRow key={display.id} display={display} nameOf={nameOf} onRevoke={() => setRevoking(display)} />
    ));
  return (
    <div className="flex flex-col gap-3">
      {displays.length === 0 && <p className="text-soft">There is no display link yet.</p>}
      {holding.length > 0 && (
        <ul aria-label="Display links" className="border-t border-line">
          {rows(holding)}
        </ul>
      )}
      {revoked.length > 0 && (
        <details>
          <summary className="cursor-pointer text-soft">Revoked: {revoked.length}</summary>
          <ul aria-label="Revoked display links" className="border-t border-line text-soft">
            {rows(revoked)}
          </ul>
        </details>
      )}
      {revoking !== null && <RevokeDialog display={revoking} onClose={() => setRevoking(null)} />}
    </div>
  );
}

type DisplayRowProps = { display: Display; nameOf(key: string): string; onRevoke(): void };

function DisplayRow({ display, nameOf, onRevoke }: DisplayRowProps) {
  const nowMs = useNow('live');
  const { name, clusters, madeAtMs, madeBy, lastSeenAtMs, revokedAtMs } = display;
  return (
    <li className="flex flex-wrap items-baseline gap-x-6 border-b border-line py-2">
      <Foreign text={name} className="min-w-0 flex-1 basis-64 font-semibold break-words" />
      <span className="min-w-0 flex-1 basis-64 break-words text-soft">
        {clusters === 'all' ? 'all clusters' : <Foreign text={clusters.map(nameOf).join(', ')} />}
      </span>
      <span className="flex-1 basis-64 text-soft">
        made <RelativeTime atMs={madeAtMs} nowMs={nowMs} />
        {madeBy !== null && (
          <>
            {' by '}
            <Foreign text={madeBy} />
          </>
        )}
      </span>
      <span className="flex-1 basis-64 text-soft">
        {revokedAtMs === null ? (
          <LastSeen atMs={lastSeenAtMs} nowMs={nowMs} />
        ) : (
          <>
            revoked <RelativeTime atMs={revokedAtMs} nowMs={nowMs} />
          </>
        )}
      </span>
      {revokedAtMs === null && (
        <button
          type="button"
          aria-label={`Revoke ${name}`}
          onClick={onRevoke}
          className="h-6 rounded-sm border border-line px-1.5 text-sm text-soft hover:border-edge hover:bg-hover hover:text-ink"
        >
          Revoke
        </button>
      )}
    </li>
  );
}

/** It is written down once an hour, and what is younger than that and a little cannot be told apart. */
const HOURLY_MS = 70 * 60_000;

function LastSeen({ atMs, nowMs }: { atMs: number | null; nowMs: number }) {
  if (atMs === null) return <>never opened</>;
  if (nowMs - atMs < HOURLY_MS) return <>seen within the hour</>;
  return (
    <>
      last seen <RelativeTime atMs={atMs} nowMs={nowMs} />
    </>
  );
}
