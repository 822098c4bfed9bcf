import type { ClusterSnapshot } from '~wire/snapshot.ts';
import type { Verdict } from '~wire/verdict.ts';
import { Foreign } from '../../ui/Foreign.tsx';

/** Instead of the board, where there are no members to show: why, in plain words. */
export function Waiting({ snapshot, verdict }: { snapshot: ClusterSnapshot; verdict: Verdict }) {
  const failure = snapshot.parts.members.failure ?? snapshot.parts.server.failure;
  return (
    <div className="flex max-w-[44rem] flex-col gap-2 px-5 text-soft">
      <p>{explain(snapshot, verdict)}</p>
      {failure !== null && (
        <p>
          What it said:{' '}
          <span className="font-mono text-sm">
            <Foreign text={failure.message} />
          </span>
        </p>
      )}
    </div>
  );
}

function explain({ cluster }: ClusterSnapshot, { reasons }: Verdict): string {
  switch (reasons[0]?.code) {
    case 'waiting':
      return 'The first roll call takes a moment after the proxy has started.';
    case 'not-clustered':
      return `This is a server on its own. Rollcall shows clusters: run "${cluster.product === 'incus' ? 'incus' : 'lxc'} cluster enable" there, or name another server.`;
    case 'not-trusted':
      return 'Add our client certificate to the trust store of the cluster, restricted and with no projects: that is enough to read.';
    case 'certificate-mismatch':
      return 'Nothing is sent to a server that presents another certificate than the one that the cluster is known by.';
    default:
      return 'Nothing has been seen of this cluster since the proxy started. It tries again by itself.';
  }
}
