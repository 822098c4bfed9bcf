import { setTimeout as sleep } from 'node:timers/promises';
import { listenToLxd } from '../system/lxd-truth.ts';
import type { TestCluster } from './cluster.ts';
import { describeHappening, playIncident } from './incident.ts';

const ON_MEMBER = [
  'stop',
  'kill',
  'freeze',
  'thaw',
  'start',
  'evacuate',
  'restore',
  'remove',
  'add',
] as const;

export const HELP = `  stop NAME      ends it properly (SIGTERM)      start NAME     starts it again
  kill NAME      crashes it (SIGKILL)
  freeze NAME    stops it in its tracks          thaw NAME      lets it go on
  evacuate NAME                                  restore NAME
  add NAME       a new member joins              remove NAME    takes it out; its daemon runs on
  rename NAME NEW-NAME
  instance NAME MEMBER                           delete NAME    of an instance
  incident       all that can befall three members, in some minutes; says when each thing was
  leader         who is                          members        who is there, and where
  quit           takes everything down, as Ctrl-C does
`;

/** Carries out one line that a developer typed, and gives what to print. Throws what the cluster throws. */
export async function obey(cluster: TestCluster, line: string): Promise<string> {
  const [verb = '', name, second] = line.trim().split(/\s+/);
  if (verb === '') return '';
  if (verb === 'help') return HELP;
  if (verb === 'leader') return cluster.leader();
  if (verb === 'incident') return stageIncident(cluster);
  if (verb === 'members') {
    return cluster.memberNames.map((each) => `${each}  ${cluster.endpointOf(each)}`).join('\n');
  }
  if (verb === 'rename' && name !== undefined && second !== undefined) {
    await cluster.rename(name, second);
    return 'done';
  }
  if (verb === 'instance' && name !== undefined && second !== undefined) {
    await cluster.createInstance({ name, member: second });
    return 'done';
  }
  if (verb === 'delete' && name !== undefined) {
    await cluster.deleteInstance({ name });
    return 'done';
  }
  const action = ON_MEMBER.find((each) => each === verb);
  if (action === undefined) return `not understood: ${verb}. Try help.`;
  if (name === undefined) return `${verb} whom? One of: ${cluster.memberNames.join(', ')}`;
  await cluster[action](name);
  return 'done';
}

/** The environment and the command that start Rollcall on this cluster. */
export function startLine({ endpoints, files }: Pick<TestCluster, 'endpoints' | 'files'>): string {
  const environment = {
    LXD_ENDPOINTS: endpoints.join(','),
    LXD_CLIENT_CERT: files.clientCert,
    LXD_CLIENT_KEY: files.clientKey,
    LXD_SERVER_CERT: files.serverCert,
  };
  return [...Object.entries(environment).map(([key, value]) => `${key}=${value}`), 'npm start'].join(' ');
}

/** How long each trouble goes on after the cluster has noticed it: long enough to be looked at. */
const LINGER_MS = 15_000;

/** Plays the incident, and gives its turns with their times. */
async function stageIncident(cluster: TestCluster): Promise<string> {
  const truth = listenToLxd(cluster);
  try {
    const linger = () => sleep(LINGER_MS);
    const happenings = await playIncident({ cluster, truth, watch: null, linger });
    return happenings.map(describeHappening).join('\n');
  } finally {
    await truth.close();
  }
}
