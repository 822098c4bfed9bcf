import { success } from '../envelope.ts';
import type { Answer } from '../envelope.ts';
import type { Guise } from '../guise.ts';
import type { SimRequest } from '../request.ts';

/** Cluster-wide configuration: it is in the database. */
const clusterConfig = { 'images.auto_update_interval': '0' };

/** `GET /`: the versions of the API. */
export const getRoot = (): Answer => success(['/1.0']);

/** `GET /1.0`: answers without a database, also to strangers, who see less. */
export function getServer(request: SimRequest): Answer {
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
  const metadata = {
    config: client.trust === 'admin' ? serverConfig(request) : guise.hiddenConfig,
    ...open,
    ...(guise.namesUser ? { auth_user_name: client.fingerprint, auth_user_method: 'tls' } : {}),
    environment: environment(request, guise),
  };
  return success(metadata, metadata);
}

const addressOf = ({ member }: SimRequest): string => new URL(member.url).host;

/** The member's own keys, and the cluster's while the database can be read. */
function serverConfig(request: SimRequest): Record<string, string> {
  const address = addressOf(request);
  const own = { 'cluster.https_address': address, 'core.https_address': address };
  return request.cluster.world.databaseState() === 'ready' ? { ...own, ...clusterConfig } : own;
}

function environment(request: SimRequest, guise: Guise) {
  const { cluster, member } = request;
  return {
    addresses: [addressOf(request)],
    architectures: [member.architecture, 'i686'],
    certificate: cluster.serverCertPem,
    certificate_fingerprint: cluster.serverFingerprint,
    driver: 'lxc | qemu',
    driver_version: '5.0.2 | 7.2.15',
    firewall: 'nftables',
    kernel: 'Linux',
    kernel_architecture: member.architecture,
    kernel_features: { idmapped_mounts: 'true', netnsid_getifaddrs: 'true', seccomp_listener: 'true' },
    kernel_version: '6.8.0-45-generic',
    lxc_features: { cgroup2: 'true', core_scheduling: 'true', pidfd: 'true' },
    os_name: 'Ubuntu',
    os_version: '24.04',
    project: 'default',
    server: guise.product,
    server_clustered: true,
    server_event_mode: 'full-mesh',
    server_name: member.name,
    server_pid: member.pid,
    server_version: guise.version,
    storage: 'dir',
    storage_version: '1',
    storage_supported_drivers: [{ Name: 'dir', Version: '1', Remote: false }],
    ...(guise.extensions.includes('server_version_lts') ? { server_lts: guise.name === 'lxd-5.21' } : {}),
  };
}
