import { hexDigits, serial } from '../hardware/host.ts';
import { hashOf, pick, seededRandom, seededUuid } from '../random.ts';
import type { Random } from '../random.ts';
import type { Instance } from './instance.ts';

/** Begins every secret in the configuration and the devices of simulated instances, so that a test can look for them. */
export const secretMark = 'sim-secret-';

type Device = Record<string, string>;

/** What an instance is configured with: by itself, and together with its profile. */
export type Settings = {
  config: Record<string, string>;
  devices: Record<string, Device>;
  expanded_config: Record<string, string>;
  expanded_devices: Record<string, Device>;
};

const images = [
  { os: 'ubuntu', release: '24.04', label: 'release', serial: '20241004', name: 'noble' },
  { os: 'ubuntu', release: '22.04', label: 'release', serial: '20240912', name: 'jammy' },
  { os: 'Debian', release: 'bookworm', label: 'cloud', serial: '20241007_05:24', name: 'bookworm' },
  { os: 'Alpine', release: '3.20', label: 'cloud', serial: '20241007_13:00', name: '3.20' },
] as const;

/** What the profile `default` adds. */
const profile = {
  config: {
    'cloud-init.vendor-data':
      '#cloud-config\npackage_update: true\npackages:\n  - qemu-guest-agent\n  - htop\n',
    'snapshots.expiry': '2w',
    'snapshots.schedule': '@daily',
  },
  devices: { eth0: { name: 'eth0', network: 'br0', type: 'nic' } },
};

const userData = (name: string, random: Random): string =>
  `#cloud-config\nhostname: ${name}\nusers:\n  - name: deploy\n    sudo: ALL=(ALL) NOPASSWD:ALL\n` +
  `    passwd: ${secretMark}${serial(random, 16, hexDigits)}\nwrite_files:\n  - path: /etc/app/credentials\n` +
  `    permissions: '0600'\n    content: |\n      database=postgres://app:${secretMark}${serial(random, 12, hexDigits)}@db/app\n`;

function imageConfig(random: Random, type: Instance['type']): Record<string, string> {
  const image = pick(random, images) ?? images[0];
  return {
    'image.architecture': 'amd64',
    'image.description': `${image.os} ${image.release} amd64 (${image.label}) (${image.serial})`,
    'image.label': image.label,
    'image.os': image.os,
    'image.release': image.name,
    'image.serial': image.serial,
    'image.type': type === 'container' ? 'squashfs' : 'disk-kvm.img',
    'image.version': image.release,
  };
}

const idMap = '[{"Isuid":true,"Isgid":false,"Hostid":1000000,"Nsid":0,"Maprange":1000000000}]';

/** What the daemon writes down for itself. */
function volatileConfig({ type, status }: Instance, random: Random): Record<string, string> {
  const hex = (length: number): string => serial(random, length, hexDigits);
  const own: Record<string, string> =
    type === 'container'
      ? {
          'volatile.idmap.base': '0',
          'volatile.idmap.current': idMap,
          'volatile.idmap.next': idMap,
          'volatile.last_state.idmap': '[]',
        }
      : { 'volatile.vsock_id': String(3 + Math.floor(random() * 100_000)) };
  return {
    'volatile.base_image': hex(64),
    'volatile.cloud-init.instance-id': seededUuid(random),
    'volatile.eth0.host_name': `${type === 'container' ? 'veth' : 'tap'}${hex(8)}`,
    'volatile.eth0.hwaddr': `00:16:3e:${hex(2)}:${hex(2)}:${hex(2)}`,
    ...own,
    'volatile.last_state.power': status === 'Stopped' ? 'STOPPED' : 'RUNNING',
    'volatile.uuid': seededUuid(random),
    'volatile.uuid.generation': seededUuid(random),
  };
}

/** The same for the same instance and seed; 2 to 4 kB as JSON, with secrets in it as real ones have. */
export function settingsOf(instance: Instance, seed: number): Settings {
  const random = seededRandom(hashOf(`${seed}/${instance.project}/${instance.name}`));
  const isContainer = instance.type === 'container';
  const config = {
    'boot.autostart': 'true',
    'cloud-init.user-data': userData(instance.name, random),
    'environment.API_TOKEN': `${secretMark}${serial(random, 24, hexDigits)}`,
    ...imageConfig(random, instance.type),
    'limits.cpu': String(1 + Math.floor(random() * 4)),
    'limits.memory': `${2 ** Math.floor(random() * 4)}GiB`,
    ...(isContainer ? { 'security.nesting': 'true' } : { 'security.secureboot': 'false' }),
    'user.password': `${secretMark}${serial(random, 10, hexDigits)}`,
    ...volatileConfig(instance, random),
  };
  const devices: Record<string, Device> = {
    root: { path: '/', pool: instance.pool, size: `${10 * (1 + Math.floor(random() * 8))}GiB`, type: 'disk' },
    ...(isContainer && random() < 0.4
      ? {
          data: {
            path: '/srv/data',
            source: `/srv/tenants/${secretMark}${serial(random, 8, hexDigits)}`,
            type: 'disk',
          },
        }
      : {}),
  };
  return {
    config,
    devices,
    expanded_config: sorted({ ...profile.config, ...config }),
    expanded_devices: sorted({ ...profile.devices, ...devices }),
  };
}

/** Maps come from Go in the order of their keys. */
const sorted = <Value>(map: Record<string, Value>): Record<string, Value> =>
  Object.fromEntries(Object.entries(map).toSorted(([one], [other]) => (one < other ? -1 : 1)));
