import { goTimestamp } from '../go-format.ts';
import type { Guise } from '../guise.ts';
import { hashOf, seededRandom } from '../random.ts';
import { instanceStatusCodes } from './instance.ts';
import type { Instance } from './instance.ts';
import { settingsOf } from './settings.ts';

/** Go's zero time: never, or not known. */
const never = '0001-01-01T00:00:00Z';
/** A stopped one that never ran: the daemons write the epoch. */
const epoch = '1970-01-01T00:00:00Z';

type Place = { seed: number; location: string };

/** An instance as `GET /1.0/instances?recursion=1` has it. */
export function apiInstance(instance: Instance, { seed, location }: Place) {
  const { config, devices, expanded_config, expanded_devices } = settingsOf(instance, seed);
  const { name, project, type, status, description, ephemeral, createdAtMs, lastUsedAtMs } = instance;
  return {
    architecture: 'x86_64',
    config,
    devices,
    ephemeral,
    profiles: ['default'],
    stateful: false,
    description,
    created_at: goTimestamp(createdAtMs),
    expanded_config,
    expanded_devices,
    name,
    status,
    status_code: instanceStatusCodes[status],
    last_used_at: lastUsedAtMs === null ? epoch : goTimestamp(lastUsedAtMs),
    location,
    type,
    project,
  };
}

/** All that is known of one whose member does not answer, which by LXD 5.0 is not even its type. */
export function absentInstance({ name, project, type }: Instance, location: string, guise: Guise) {
  return {
    architecture: '',
    config: null,
    devices: null,
    ephemeral: false,
    profiles: null,
    stateful: false,
    description: '',
    created_at: never,
    name,
    status: 'Error',
    status_code: instanceStatusCodes.Error,
    last_used_at: never,
    location,
    type: guise.name === 'lxd-5.0' ? '' : type,
    project,
  };
}

/** What `recursion=2` adds: what it is doing, and its snapshots. */
export function fullParts(instance: Instance, seed: number, guise: Guise) {
  const isIncus = guise.product === 'incus';
  const hasTotals = guise.extensions.includes('instances_state_total');
  const random = seededRandom(hashOf(`${seed}/${instance.project}/${instance.name}/state`));
  const isUp = instance.status === 'Running' || instance.status === 'Frozen';
  const startedAt = isUp && instance.lastUsedAtMs !== null ? goTimestamp(instance.lastUsedAtMs) : never;
  const octet = (): number => 1 + Math.floor(random() * 250);
  const bytes = Math.floor(random() * 2 ** 31);
  const address = { family: 'inet', address: `10.10.${octet()}.${octet()}`, netmask: '24', scope: 'global' };
  return {
    backups: null,
    state: {
      status: instance.status,
      status_code: instanceStatusCodes[instance.status],
      disk: isUp ? { root: { usage: bytes * 4 } } : {},
      memory: {
        usage: isUp ? bytes : 0,
        usage_peak: isUp ? bytes * 2 : 0,
        ...(hasTotals ? { total: isUp ? bytes * 4 : 0 } : {}),
        swap_usage: 0,
        swap_usage_peak: 0,
      },
      network: isUp
        ? {
            eth0: {
              addresses: [address],
              counters: {
                bytes_received: bytes * 3,
                bytes_sent: bytes,
                packets_received: Math.floor(bytes / 500),
                packets_sent: Math.floor(bytes / 700),
                errors_received: 0,
                errors_sent: 0,
                packets_dropped_outbound: 0,
                packets_dropped_inbound: 0,
              },
              hwaddr: '00:16:3e:00:00:01',
              host_name: 'veth0',
              mtu: 1500,
              state: 'up',
              type: 'broadcast',
            },
          }
        : null,
      pid: isUp ? 2000 + Math.floor(random() * 60_000) : 0,
      processes: isUp ? 20 + Math.floor(random() * 100) : 0,
      cpu: { usage: isUp ? bytes * 1000 : 0, ...(isIncus ? { allocated_time: 0 } : {}) },
      ...(isIncus ? { started_at: startedAt, os_info: null } : {}),
    },
    snapshots: null,
  };
}
