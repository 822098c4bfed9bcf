/** One cluster: its endpoints, the members that one of them tells of, and what our certificate is worth there. All at once. */
import { X509Certificate } from 'node:crypto';
import { toFingerprint } from '../config/certificates.ts';
import type { ClusterConfig } from '../config/config.ts';
import { type Door, openDoor } from '../enroll/door.ts';
import { tryRights } from '../enroll/rights.ts';
import { type LxdClient, createLxdClient } from '../lxd/client.ts';
import { originOf } from '../lxd/endpoints.ts';
import { IDENTITIES_EXTENSION, fetchGrant } from '../lxd/read/grant.ts';
import { type ServerInfo, fetchMembers } from '../lxd/read/roll-call.ts';
import { examineClientCertificate, examineClusterCertificate } from './certificates.ts';
import { collect, within } from './collect.ts';
import { type Tools, examineEndpoint } from './endpoint.ts';
import { examineExtensions } from './extensions.ts';
import { type Finding, about } from './finding.ts';
import { judgeRights } from './rights.ts';

const LIST_DEADLINE_MS = 3000;
const RIGHTS_DEADLINE_MS = 3000;

/** `remembered`: addresses of members that an earlier run of Rollcall has learned, for when nobody gives a list. */
export async function examineCluster(
  cluster: ClusterConfig,
  remembered: readonly string[],
  tools: Tools,
): Promise<Finding[]> {
  const client = createLxdClient(cluster);
  const door = openDoor(cluster);
  try {
    return await examineAll(cluster, remembered, tools, client, door);
  } finally {
    await Promise.all([client.close(), door.close()]);
  }
}

/** A server that trusts us, and where it was asked. */
type Trusting = { origin: string; server: ServerInfo };

async function examineAll(
  cluster: ClusterConfig,
  remembered: readonly string[],
  tools: Tools,
  client: LxdClient,
  door: Door,
): Promise<Finding[]> {
  const { name, endpoints } = cluster;
  const here = about(name, name);
  const offers = new Map<string, ReadonlySet<string>>();
  let notAfterMs = cluster.serverCertNotAfterMs;
  const first = Promise.withResolvers<Trusting | null>();

  const examine = (origin: string, expected: string | null): Promise<Finding[]> => {
    const server = about([name, ...(expected === null ? [] : [expected]), origin].join(' '), name);
    const heard = {
      presented(untilMs: number) {
        notAfterMs = untilMs;
      },
      trusted(info: ServerInfo) {
        offers.set(info.serverName, info.apiExtensions);
        first.resolve({ origin, server: info });
      },
    };
    return collect(server, tools.signal, (report) =>
      examineEndpoint(server, { client, origin, cluster, expected }, tools, heard, report),
    );
  };
  const examineSeveral = async (origins: readonly string[]): Promise<Finding[]> =>
    (await Promise.all(origins.map((origin) => examine(origin, null)))).flat();

  const others = remembered.filter((origin) => !endpoints.includes(origin));
  const named = examineSeveral(endpoints).then(async (findings) => {
    return offers.size > 0 ? findings : [...findings, ...(await examineSeveral(others))];
  });
  // Where nobody does, there is nobody to ask.
  void named.then(() => first.resolve(null));

  const learned = first.promise.then(async (trusting) => {
    if (trusting === null) return [];
    const parts = [examineMembers(trusting), examineRights(trusting)];
    return (await Promise.all(parts)).flat();
  });

  /** Everybody on the list whom the settings do not name. */
  async function examineMembers({ origin, server }: Trusting): Promise<Finding[]> {
    if (!server.clustered) return [here.note('members', 'this is a server on its own, in no cluster', null)];
    const list = await fetchMembers(client, origin, {
      deadlineMs: LIST_DEADLINE_MS,
      signal: tools.signal,
    });
    if (!list.ok) {
      const remedy =
        'without a majority of its voters the cluster database tells nobody: start members that are down';
      const unread = here.problem(
        'members',
        `the list of members can't be read: ${list.error.message}`,
        remedy,
      );
      return [unread, ...(await examineSeveral(others.filter((each) => each !== origin)))];
    }
    const members = list.value.value;
    const unnamed = members.flatMap(({ server_name, url }) => {
      const at = originOf(url);
      return at === null || endpoints.includes(at) ? [] : [{ at, server_name }];
    });
    const found = await Promise.all(unnamed.map(({ at, server_name }) => examine(at, server_name)));
    const count = members.length === 1 ? 'one member' : `${members.length} members`;
    const figures = { members: members.length };
    return [here.ok('members', `${count} on the list`, figures), ...found.flat()];
  }

  async function examineRights({ origin, server }: Trusting): Promise<Finding[]> {
    const ours = {
      fingerprint: toFingerprint(new X509Certificate(cluster.clientCertPem)),
      extensions: server.apiExtensions,
    };
    const options = { deadlineMs: RIGHTS_DEADLINE_MS, signal: tools.signal };
    const tried = await within(
      RIGHTS_DEADLINE_MS,
      Promise.all([tryRights(door, origin), fetchGrant(client, origin, ours, options)]),
    );
    if (tried === null) {
      const what = `what ours may do could not be tried within ${RIGHTS_DEADLINE_MS} ms`;
      return [here.note('rights', what, 'look again when the cluster answers faster')];
    }
    const [rights, grant] = tried;
    const hasIdentities = server.apiExtensions.has(IDENTITIES_EXTENSION);
    return judgeRights(name, rights, grant.ok ? grant.value.value : null, hasIdentities);
  }

  const findings = [...(await named), ...(await learned)];
  return [
    ...findings,
    ...examineExtensions(name, offers),
    examineClientCertificate(cluster, tools.now()),
    ...(notAfterMs === null ? [] : [examineClusterCertificate(name, notAfterMs, tools.now())]),
  ];
}
