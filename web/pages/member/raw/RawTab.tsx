import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { detailQuery, hardwareQuery, instancesQuery } from '../../../api/member-queries.ts';
import { Moment } from '../../../components/Moment.tsx';
import { CopyButton } from '../../../ui/CopyButton.tsx';
import { Foreign } from '../../../ui/Foreign.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import { memberApiPaths } from '../../../url/member-paths.ts';
import { apiPaths } from '../../../url/paths.ts';
import { loadAhead } from '../load-ahead.ts';
import { useMember } from '../member-scene.tsx';
import { RawJson } from './RawJson.tsx';

export const loadRaw = loadAhead(({ queryClient, cluster, member, at }) => [
  queryClient.prefetchQuery(detailQuery(cluster, member, at)),
  queryClient.prefetchQuery(hardwareQuery(cluster, member, at)),
  queryClient.prefetchQuery(instancesQuery(cluster, member, at)),
]);

/** All that is held of the member, as it is, and where it comes from. */
export function RawTab() {
  const { cluster, member, at, nowMs } = useMember();
  const name = member.server_name;
  const detail = useQuery(detailQuery(cluster, name, at));
  const hardware = useQuery(hardwareQuery(cluster, name, at));
  const instances = useQuery(instancesQuery(cluster, name, at));
  return (
    <>
      <Panel title="Addresses">
        {at !== 'live' && (
          <p className="border-b border-line px-5 py-3 text-soft">
            The cluster's own answers have no past: what follows is what was recorded of them by{' '}
            <Moment atMs={at} nowMs={nowMs} />.
          </p>
        )}
        <ul className="flex flex-col gap-1.5 px-5 py-3">
          {at === 'live' && (
            <>
              <Address path={memberApiPaths.lxdMember(cluster, name)}>As the cluster itself answers</Address>
              <Address path={memberApiPaths.lxdState(cluster, name)}>Its state, by its own word</Address>
              <Address path={memberApiPaths.lxdResources(cluster, name)}>
                Its hardware, by its own word
              </Address>
            </>
          )}
          <Address path={memberApiPaths.member(cluster, name, at)}>
            {at === 'live' ? 'What the proxy holds of it' : 'What the proxy held of it'}
          </Address>
        </ul>
      </Panel>
      <RawJson
        title="Raw JSON"
        note={at === 'live' ? 'with every beat, from the stream' : apiPaths.cluster(cluster, at)}
        value={member}
        open
      />
      <RawJson
        title="Server, state and pools"
        note={memberApiPaths.member(cluster, name, at)}
        value={detail.data}
      />
      <RawJson title="Hardware" note={memberApiPaths.hardware(cluster, name, at)} value={hardware.data} />
      <RawJson title="Instances" note={memberApiPaths.instances(cluster, name, at)} value={instances.data} />
    </>
  );
}

function Address({ path, children }: { path: string; children: ReactNode }) {
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1">
      <a href={path} className="text-accent underline underline-offset-3">
        {children}
      </a>
      <span className="min-w-0 flex-1 text-sm text-faint">
        <Foreign text={path} whole />
      </span>
      <CopyButton text={new URL(path, location.href).href} label="Copy address" />
    </li>
  );
}
