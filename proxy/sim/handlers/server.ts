import { success } from '../envelope.ts';
import type { Answer } from '../envelope.ts';
import { environmentOf } from '../environment.ts';
import { answerOfTarget } from '../forwarding.ts';
import type { Member } from '../member.ts';
import type { Cluster, SimRequest } from '../request.ts';

/** Cluster-wide configuration: it is in the database. */
const clusterConfig = { 'images.auto_update_interval': '0' };

/** `GET /`: the versions of the API. */
export const getRoot = (): Answer => success(['/1.0']);

/** `GET /1.0`: answers without a database, also to strangers, who see less. Of another member with `?target=`. */
export async function getServer(request: SimRequest): Promise<Answer> {
  const { cluster, client } = request;
  const { guise } = cluster.world;
  const open = {
    api_extensions: guise.extensions,
    api_status: 'stable',
    api_version: '1.0',
    auth: client.trust === 'untrusted' ? 'untrusted' : 'trusted',
    public: false,
    auth_methods: ['tls'],
  };
  if (client.trust === 'untrusted') {
    return success({
      ...(guise.product === 'incus' ? { config: {} } : {}),
      ...open,
      ...(guise.saysClientCertificate ? { client_certificate: client.fingerprint !== undefined } : {}),
    });
  }
  return answerOfTarget(request, (member) => {
    const metadata = {
      config: client.trust === 'admin' ? serverConfig(member, cluster) : guise.hiddenConfig,
      ...open,
      ...(guise.namesUser ? { auth_user_name: client.fingerprint, auth_user_method: 'tls' } : {}),
      environment: environmentOf(member, cluster),
    };
    return success(metadata, metadata);
  });
}

/** The member's own keys, and the cluster's while the database can be read. */
function serverConfig(member: Member, { world }: Cluster): Record<string, string> {
  const address = new URL(member.url).host;
  const own = { 'cluster.https_address': address, 'core.https_address': address };
  return world.databaseState() === 'ready' ? { ...own, ...clusterConfig } : own;
}
