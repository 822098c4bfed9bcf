import { mayView } from '../access.ts';
import { failure, success } from '../envelope.ts';
import type { Answer } from '../envelope.ts';
import { answerOfTarget } from '../forwarding.ts';
import { pathOfInstance } from '../instances/instance.ts';
import { pathOf } from '../paths.ts';
import { isRecursive } from '../request.ts';
import type { SimRequest } from '../request.ts';
import type { Pool } from '../storage/pools.ts';

const noPool = 'Storage pool not found';

/** `GET /1.0/storage-pools`. Incus refuses the list to a restricted certificate, and not what is in it. */
export function getStoragePools(request: SimRequest): Answer {
  const { cluster, client, query } = request;
  const { guise } = cluster.world;
  if (guise.product === 'incus' && client.trust === 'restricted') return failure(500, guise.restrictedError);
  const pools = cluster.pools.list();
  return success(
    isRecursive(query)
      ? pools.map((pool) => apiPool(pool, request))
      : pools.map(({ name }) => pathOf('/1.0/storage-pools', name, guise)),
  );
}

/** `GET /1.0/storage-pools/{name}`. */
export function getStoragePool(request: SimRequest): Answer {
  const pool = request.cluster.pools.find(request.params[0] ?? '');
  if (!pool) return failure(404, noPool);
  const { config, description } = pool;
  return success(apiPool(pool, request), { name: pool.name, driver: pool.driver, config, description });
}

/** `GET /1.0/storage-pools/{name}/resources`: as the member sees it that is asked, or `?target=`. */
export async function getStoragePoolResources(request: SimRequest): Promise<Answer> {
  const { pools } = request.cluster;
  const pool = pools.find(request.params[0] ?? '');
  if (!pool) return failure(500, noPool);
  return answerOfTarget(request, (member) => success(pools.usage(pool, member)));
}

/** The pool as the client may see it: its configuration is for those who may change it, and of what uses it, it sees what
 *  is in its projects. The members come in no particular order. */
function apiPool({ config, description, name, driver }: Pool, { cluster, client }: SimRequest) {
  const { world, clock } = cluster;
  const locations = world.members().map((member) => member.name);
  const first = Math.floor(clock.nowMs() / 1000) % locations.length;
  const isAdmin = client.trust === 'admin';
  const instances = cluster.instances
    .list()
    .filter((instance) => instance.pool === name && mayView(client, instance.project));
  const profile = mayView(client, 'default') && name === 'local' ? ['/1.0/profiles/default'] : [];
  return {
    config: isAdmin ? config : null,
    description,
    name,
    driver,
    used_by: [...instances.map(pathOfInstance), ...profile],
    status: 'Created',
    locations: [...locations.slice(first), ...locations.slice(0, first)],
  };
}
