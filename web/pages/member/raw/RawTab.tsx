import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { detailQuery, hardwareQuery, instancesQuery } from '../../../api/member-queries.ts';
import { CopyButton } from '../../../ui/CopyButton.tsx';
import { Foreign } from '../../../ui/Foreign.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import { apiPaths } from '../../../url/paths.ts';
import { loadAhead } from '../load-ahead.ts';
import { useMember } from '../member-scene.tsx';
import { RawJson } from './RawJson.tsx';

export const loadRaw = loadAhead(({ queryClient, cluster, member }) => [
  queryClient.prefetchQuery(detailQuery(cluster, member)),
  queryClient.prefetchQuery(hardwareQuery(cluster, member)),
  queryClient.prefetchQuery(instancesQuery(cluster, member)),
]);

/** All that is held of the member, as it is, and where it comes from. */
export function RawTab() {
  const { cluster, member } = useMember();
  const name = member.server_name;
  const detail = useQuery(detailQuery(cluster, name));
  const hardware = useQuery(hardwareQuery(cluster, name));
  const instances = useQuery(instancesQuery(cluster, name));
  return (
    <>
      <Panel title="Addresses">
        <ul className="flex flex-col gap-1.5 px-5 py-3">
          <Address path={apiPaths.lxdMember(cluster, name)}>As the cluster itself answers</Address>
          <Address path={apiPaths.lxdState(cluster, name)}>Its state, by its own word</Address>
          <Address path={apiPaths.lxdResources(cluster, name)}>Its hardware, by its own word</Address>
          <Address path={apiPaths.member(cluster, name)}>What the proxy holds of it</Address>
        </ul>
      </Panel>
      <RawJson title="Raw JSON" note="with every beat, from the stream" value={member} open />
      <RawJson title="Server, state and pools" note={apiPaths.member(cluster, name)} value={detail.data} />
      <RawJson title="Hardware" note={apiPaths.hardware(cluster, name)} value={hardware.data} />
      <RawJson title="Instances" note={apiPaths.instances(cluster, name)} value={instances.data} />
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
