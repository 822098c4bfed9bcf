import { Link } from 'react-router';
import type { ClusterSettings } from '~wire/settings.ts';
import { shortFingerprint } from '~wire/trust.ts';
import { productName } from '~wire/witness.ts';
import { CommandLine } from '../../components/CommandLine.tsx';
import { Fact, FactList } from '../../components/FactList.tsx';
import { GrantNote } from '../../components/GrantNote.tsx';
import { Validity } from '../../components/Validity.tsx';
import { stepsToRestricted } from '../../lib/narrower.ts';
import { formatCount } from '../../lib/units.ts';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { Foreign } from '../../ui/Foreign.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { usePaths } from '../../url/paths.ts';
import { Names } from './Names.tsx';

type ClustersPanelProps = {
  clusters: readonly ClusterSettings[];
  /** What names the settings file in a command; null: it cannot be typed. */
  configOption: string | null;
  nowMs: number;
};

const FROM = {
  file: 'in the settings file',
  environment: 'in the environment (LXD_*)',
  demo: 'nowhere: it is simulated',
} as const;

/** How each cluster is reached, by which certificates, and what ours may there. */
export function ClustersPanel({ clusters, configOption, nowMs }: ClustersPanelProps) {
  return (
    <Panel title="Clusters" count={formatCount(clusters.length)}>
      <ul className={`grid ${clusters.length > 1 ? 'xl:grid-cols-2' : ''}`}>
        {clusters.map((cluster) => (
          <li key={cluster.key} className="min-w-0 border-b border-line last:border-b-0">
            <Cluster cluster={cluster} configOption={configOption} nowMs={nowMs} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Cluster({
  cluster,
  configOption,
  nowMs,
}: Omit<ClustersPanelProps, 'clusters'> & { cluster: ClusterSettings }) {
  const { key, name, from, product, endpoints, pin, grant, clientNotAfterMs, serverNotAfterMs } = cluster;
  const paths = usePaths();
  return (
    <section aria-label={name}>
      <h3 className="px-5 pt-3 font-semibold break-words">
        <Link to={paths.cluster(key)} className="hover:text-accent hover:underline">
          <Foreign text={name} />
        </Link>
        {product !== null && <span className="font-normal text-faint"> {productName({ product })}</span>}
      </h3>
      <FactList>
        {key !== name && (
          <Fact label="Key">
            <Foreign text={key} />
          </Fact>
        )}
        <Fact label="Configured">{FROM[from]}</Fact>
        <Fact label="Endpoints">
          <Names names={endpoints} label={`Endpoints of ${name}`} mono />
        </Fact>
        <Fact label="Our certificate">
          <GrantNote grant={grant} />
          {from === 'demo' ? (
            <p className="text-soft">It is made anew with each start.</p>
          ) : (
            <Validity notAfterMs={clientNotAfterMs} nowMs={nowMs} />
          )}
          {grant?.kind === 'unrestricted' && from !== 'demo' && (
            <div className="mt-2 flex flex-col gap-2 border-l-2 border-line pl-3">
              {stepsToRestricted({ name, product, from }, configOption).map(({ what, command }) => (
                <CommandLine key={what} what={what} command={command} />
              ))}
            </div>
          )}
        </Fact>
        <Fact label="The cluster’s">
          <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <span className="sr-only">Pinned fingerprint (SHA-256): </span>
            <span className="font-mono text-sm" title={pin}>
              {shortFingerprint(pin)}…
            </span>
            <CopyButton text={pin} label={`Copy fingerprint of ${name}`} />
          </p>
          <Validity notAfterMs={serverNotAfterMs} nowMs={nowMs} />
        </Fact>
      </FactList>
    </section>
  );
}
