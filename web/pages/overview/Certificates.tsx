import { lazy, Suspense, useState } from 'react';
import type { ClusterSnapshot } from '~wire/snapshot.ts';
import { StatusShape } from '../../components/StatusShape.tsx';
import { endingTold, grantTold } from '../../lib/certificate-words.ts';
import { Foreign } from '../../ui/Foreign.tsx';

const CertificatesDialog = lazy(async () => ({
  default: (await import('./CertificatesDialog.tsx')).CertificatesDialog,
}));

/** How the cluster and Rollcall know each other, in a word; the rest at a press. */
export function Certificates({ snapshot, nowMs }: { snapshot: ClusterSnapshot; nowMs: number }) {
  const [open, setOpen] = useState(false);
  const { certificates, trust } = snapshot;
  const grant = grantTold(trust.grant);
  const ours = endingTold(certificates.clientNotAfterMs, nowMs);
  const theirs = endingTold(certificates.serverNotAfterMs, nowMs);
  const ending = ours !== null ? `ours ${ours}` : theirs !== null ? `the cluster’s ${theirs}` : null;
  return (
    <div className="flex min-w-0 flex-col gap-0.5">
      <dt className="text-sm text-faint">Our certificate</dt>
      <dd className="flex min-h-6 flex-wrap items-center gap-x-2.5 font-medium">
        <button
          type="button"
          aria-haspopup="dialog"
          title="What it may, and until when it is valid"
          onClick={() => setOpen(true)}
          className="flex min-w-0 items-center gap-1.5 rounded-sm text-left hover:text-accent hover:underline"
        >
          <span className="sr-only">Our certificate: </span>
          {(grant.asks || ending !== null) && <StatusShape shape="attention" className="size-3" />}
          <Foreign text={ending === null ? grant.word : `${grant.word}, ${ending}`} className="min-w-0" />
        </button>
        {open && (
          <Suspense>
            <CertificatesDialog snapshot={snapshot} nowMs={nowMs} onClose={() => setOpen(false)} />
          </Suspense>
        )}
      </dd>
    </div>
  );
}
