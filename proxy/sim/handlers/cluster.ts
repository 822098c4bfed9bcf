import { apiGroups } from '../api-member.ts';
import { failure, success } from '../envelope.ts';
import type { Answer } from '../envelope.ts';
import { pathOf } from '../paths.ts';
import { isRecursive } from '../request.ts';
import type { SimRequest } from '../request.ts';

/** `GET /1.0/cluster`. */
export function getCluster({ cluster, member }: SimRequest): Answer {
  const metadata = {
    server_name: member.name,
    enabled: true,
    member_config: cluster.pools.list().map(({ name }) => ({
      entity: 'storage-pool',
      name,
      key: 'source',
      value: '',
      description: `"source" property for storage pool "${name}"`,
    })),
  };
  return success(metadata, metadata);
}

/** `GET /1.0/cluster/groups`. */
export function getGroups({ cluster, query }: SimRequest): Answer {
  const { world } = cluster;
  const groups = apiGroups(world);
  return success(
    isRecursive(query) ? groups : groups.map(({ name }) => pathOf('/1.0/cluster/groups', name, world.guise)),
  );
}

/** `GET /1.0/cluster/groups/{name}`. */
export function getGroup({ cluster, params }: SimRequest): Answer {
  const { world } = cluster;
  const group = apiGroups(world).find(({ name }) => name === params[0]);
  return group ? success(group, group) : failure(404, world.guise.groupNotFoundError);
}
