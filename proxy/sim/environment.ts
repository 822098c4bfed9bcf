import type { Guise } from './guise.ts';
import { kernelVersion } from './hardware/kernel.ts';
import type { Member } from './member.ts';
import type { Cluster } from './request.ts';

const yes = (names: readonly string[]): Record<string, string> =>
  Object.fromEntries(names.map((name) => [name, 'true']));

const kernelFeatures = yes([
  'idmapped_mounts',
  'netnsid_getifaddrs',
  'seccomp_listener',
  'seccomp_listener_continue',
  'uevent_injection',
  'unpriv_fscaps',
]);

const lxcFeatures = yes([
  'cgroup2',
  'core_scheduling',
  'devpts_fd',
  'idmapped_mounts_v2',
  'mount_injection_file',
  'network_gateway_device_route',
  'network_ipvlan',
  'network_l2proxy',
  'network_phys_macvlan_mtu',
  'network_veth_router',
  'pidfd',
  'seccomp_allow_deny_syntax',
  'seccomp_notify',
  'seccomp_proxy_send_notify_fd',
]);

const storageDrivers = [
  { Name: 'ceph', Version: '19.2.0', Remote: true },
  { Name: 'cephfs', Version: '19.2.0', Remote: true },
  { Name: 'dir', Version: '1', Remote: false },
  { Name: 'lvm', Version: '2.03.16(2) (2022-05-18) / 1.02.185 (2022-05-18) / 4.48.0', Remote: false },
  { Name: 'zfs', Version: '2.2.2-0ubuntu9', Remote: false },
  { Name: 'btrfs', Version: '6.6.3', Remote: false },
];

const versionOf = (driver: string): string =>
  storageDrivers.find(({ Name }) => Name === driver)?.Version ?? '1';

/** What a member says of itself and its host: `environment` of `GET /1.0`. */
export function environmentOf(member: Member, cluster: Cluster) {
  const { guise } = cluster.world;
  const drivers = cluster.pools.list().map(({ driver }) => driver);
  return {
    addresses: [new URL(member.url).host],
    architectures: [member.architecture, 'i686'],
    certificate: cluster.serverCertPem,
    certificate_fingerprint: cluster.serverFingerprint,
    driver: 'lxc | qemu',
    driver_version: '5.0.2 | 7.2.15',
    firewall: 'nftables',
    kernel: 'Linux',
    kernel_architecture: member.architecture,
    kernel_features:
      guise.product === 'incus'
        ? { ...kernelFeatures, unpriv_binfmt: 'true' }
        : { ...kernelFeatures, shiftfs: 'false' },
    kernel_version: kernelVersion,
    lxc_features: lxcFeatures,
    os_name: 'Ubuntu',
    os_version: '24.04',
    project: 'default',
    server: guise.product,
    server_clustered: true,
    server_event_mode: 'full-mesh',
    server_name: member.name,
    server_pid: member.pid,
    server_version: guise.version,
    storage: drivers.join(' | '),
    storage_version: drivers.map(versionOf).join(' | '),
    storage_supported_drivers: storageDrivers,
    ...newer(guise),
  };
}

/** What LXD says more since 5.21. */
const newer = (guise: Guise) =>
  guise.extensions.includes('server_version_lts')
    ? {
        server_lts: guise.name === 'lxd-5.21',
        instance_types: ['container', 'virtual-machine'],
        backup_metadata_version_range: [1, 2],
      }
    : {};
