import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { ClusterSnapshot } from '~wire/snapshot.ts';
import { CommandLine } from '../../components/CommandLine.tsx';
import { GrantNote } from '../../components/GrantNote.tsx';
import { Validity } from '../../components/Validity.tsx';
import { shellWord } from '../../lib/cli.ts';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { Modal, ModalClose } from '../../ui/Modal.tsx';
import { usePaths } from '../../url/paths.ts';

type CertificatesDialogProps = { snapshot: ClusterSnapshot; nowMs: number; onClose(): void };

/** Both certificates: what ours may, by which one the cluster is known, until when each is valid, and what to do about it. */
export function CertificatesDialog({ snapshot, nowMs, onClose }: CertificatesDialogProps) {
  const { cluster, certificates, trust } = snapshot;
  const { clientNotAfterMs, serverNotAfterMs } = certificates;
  const paths = usePaths();
  const name = shellWord(cluster.key);
  const renew = name === null ? null : `npx rollcall enroll --renew ${name}`;
  const update = `${cluster.product === 'incus' ? 'incus' : 'lxc'} cluster update-certificate`;
  return (
    <Modal label="Certificates" onClose={onClose}>
      <header className="flex items-center justify-between gap-3 border-b border-line px-5 py-2.5">
        <h2 className="text-lg font-semibold">Certificates</h2>
        <ModalClose />
      </header>
      <div className="flex min-h-0 flex-col gap-5 overflow-y-auto px-5 py-4">
        <Part title="Ours, by which the cluster knows Rollcall">
          <GrantNote grant={trust.grant} />
          <Validity notAfterMs={clientNotAfterMs} nowMs={nowMs} />
          <CommandLine what="Make a new key and certificate, where Rollcall runs" command={renew} />
        </Part>
        <Part title="The cluster’s, by which Rollcall knows it">
          {trust.pin === null ? (
            <p className="text-soft">Of then it is not known which one it was.</p>
          ) : (
            <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
              <span className="min-w-0 font-mono text-sm break-all">{trust.pin}</span>
              <CopyButton text={trust.pin} label="Copy fingerprint" />
            </p>
          )}
          <Validity notAfterMs={serverNotAfterMs} nowMs={nowMs} />
          <p className="text-sm text-soft">
            Rollcall goes by this fingerprint (SHA-256) and not by its end. Should it ever be changed, by{' '}
            <code className="font-mono">{update}</code>, the board says so, and how to accept the new one.
          </p>
        </Part>
        <p className="text-sm">
          <Link to={paths.settings} className="text-accent underline underline-offset-3">
            How Rollcall is set up
          </Link>
          <span className="text-soft">: all clusters, who has access, the record (for operators)</span>
        </p>
      </div>
    </Modal>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="flex flex-col gap-2">
      <h3 className="text-sm text-faint">{title}</h3>
      {children}
    </section>
  );
}
