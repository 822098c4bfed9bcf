import { apiGroups } from '../api-member.ts';
import { failure, success } from '../envelope.ts';
import type { Answer } from '../envelope.ts';
import { isRecursive } from '../request.ts';
import type { SimRequest } from '../request.ts';

/** `GET /1.0/cluster`; a daemon that was removed from the cluster says that it is in none. */
export function getCluster({ member }: SimRequest): Answer {
  const metadata = member.removed
    ? { server_name: '', enabled: false, member_config: [] }
    : {
        server_name: member.name,
        enabled: true,
        member_config: [
          {
            entity: 'storage-pool',
            name: 'local',
            key: 'source',
            value: '',
            description: '"source" property for storage pool "local"',
          },
        ],
      };
  return success(metadata, metadata);
}

/** `GET /1.0/cluster/groups`. */
export function getGroups({ cluster, member, query }: SimRequest): Answer {
  if (member.removed) return failure(400, 'This server is not clustered');
  const groups = apiGroups(cluster.world);
  return success(
    isRecursive(query) ? groups : groups.map(({ name }) => `/1.0/cluster/groups/${encodeURIComponent(name)}`),
  );
}

/** `GET /1.0/cluster/groups/{name}`. */
export function getGroup({ cluster, member, params }: SimRequest): Answer {
  if (member.removed) return failure(400, 'This server is not clustered');
  const group = apiGroups(cluster.world).find(({ name }) => name === params[0]);
  return group ? success(group, group) : failure(404, 'Cluster group not found');
}
