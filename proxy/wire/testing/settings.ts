/** Settings for tests: one cluster, restricted, on loopback, well. */
import type { ClusterSettings, LogInSettings, SettingsAnswer } from '../settings.ts';
import { DAY, NOW_MS, PIN } from './scenes.ts';

const HOUR = DAY / 24;

export const clusterSettings = (differs: Partial<ClusterSettings> = {}): ClusterSettings => ({
  key: 'prod',
  name: 'prod',
  from: 'file',
  product: 'lxd',
  endpoints: ['https://10.0.0.1:8443'],
  pin: PIN,
  grant: { kind: 'restricted', projects: [], groups: [] },
  clientNotAfterMs: NOW_MS + 3000 * DAY,
  serverNotAfterMs: NOW_MS + 3000 * DAY,
  recording: { state: 'recording', sinceMs: null, reason: null, firstMs: NOW_MS - 30 * DAY },
  ...differs,
});

/** By accounts alone. */
export const LOG_IN: LogInSettings = {
  accounts: { operator: 1, viewer: 2 },
  provider: null,
  header: null,
  sessions: { idleMs: 12 * HOUR, longestMs: 30 * DAY },
};

export const settingsAnswer = (differs: Partial<SettingsAnswer> = {}): SettingsAnswer => ({
  nowMs: NOW_MS,
  clusters: [clusterSettings()],
  access: {
    logIn: null,
    listen: '127.0.0.1:8484',
    loopback: true,
    publicUrl: null,
    trustedProxies: [],
    tls: null,
    hosts: [],
  },
  record: {
    store: 'sqlite',
    file: '/var/lib/rollcall/rollcall.db',
    bytes: 4096,
    retention: {
      changesMs: 400 * DAY,
      rawMs: 2 * DAY,
      minuteMs: 30 * DAY,
      quarterMs: 400 * DAY,
      maxBytes: 4 * 2 ** 30,
    },
  },
  program: {
    version: '1.2.3',
    startedAtMs: NOW_MS - HOUR,
    rollCallIntervalMs: 2000,
    probeIntervalMs: 2000,
    configFile: '/etc/rollcall/rollcall.yaml',
    source: 'rollcall.yaml',
  },
  ...differs,
});
