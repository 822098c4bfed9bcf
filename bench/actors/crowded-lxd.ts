/** A real LXD cluster with thousands of instances, which exist in its database alone: listing them is what costs. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestCluster } from '../../e2e/clusters/cluster.ts';
import { startLxd } from '../../e2e/clusters/lxd.ts';
import { run } from '../../e2e/clusters/software.ts';
import { type Client, connectTo } from '../../e2e/contract/https.ts';
import type { Scope } from '../harness/scope.ts';
import { cpuSecondsOf, processesNaming } from './proc.ts';

export type CrowdedLxd = {
  cluster: TestCluster;
  /** Files of a certificate that may do everything, so that nothing is refused. */
  clientCert: string;
  clientKey: string;
  /** User and system time of each daemon since its start, s; in the order of `memberNames`. */
  cpuSeconds(): number[];
  /** As one who may do everything, at the first member. */
  client: Client;
  /** Does some work while the cluster takes itself for one of so many members; those that it has not are in its database alone. */
  asOneOf<T>(members: number, work: () => Promise<T>): Promise<T>;
};

/** Three members, `instances` stopped containers dealt to them. Each has some configuration, as real ones have. */
export async function startCrowdedLxd(scope: Scope, instances: number): Promise<CrowdedLxd> {
  const cluster = scope.own(await startLxd());
  const { dir } = cluster.files;
  const sql = (statement: string): Promise<string> =>
    run(['lxd', 'sql', 'global', statement], { ...process.env, LXD_DIR: join(dir, 'm1') });
  for (const statement of fill(instances, cluster.memberNames.length)) await sql(statement);

  const [clientCert, clientKey] = [join(dir, 'bench.crt'), join(dir, 'bench.key')];
  await writeFile(clientCert, cluster.admin.certPem);
  await writeFile(clientKey, cluster.admin.keyPem, { mode: 0o600 });
  const client = scope.own(connectTo(cluster.endpoints[0] ?? '', cluster.admin));
  // A daemon is told where its log file is.
  const daemons = cluster.memberNames.map((_, index) =>
    processesNaming(join(dir, `m${index + 1}.log`)).filter((pid) => pid !== process.pid),
  );
  return {
    cluster,
    clientCert,
    clientKey,
    client,
    async asOneOf(members, work) {
      const missing = members - cluster.memberNames.length;
      await sql(
        `INSERT INTO nodes (name, description, address, schema, api_extensions, heartbeat, arch) ${numbersUpTo(missing)} ` +
          `SELECT '${PRETENDED}' || i, '', '127.0.0.1:' || (20000 + i), schema, api_extensions, heartbeat, arch FROM n, nodes WHERE id = 1`,
      );
      try {
        return await work();
      } finally {
        await sql(`DELETE FROM nodes WHERE name LIKE '${PRETENDED}%'`);
      }
    },
    cpuSeconds: () => daemons.map((pids) => Math.max(0, ...pids.map(cpuSecondsOf))),
  };
}

const PRETENDED = 'pretended-';

const numbersUpTo = (count: number): string =>
  `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${count})`;

/** Ids of members are 1 to `members`, the default project and its profile have the id 1. */
function fill(instances: number, members: number): string[] {
  const each = (table: string, columns: string, values: string): string =>
    `INSERT INTO ${table} (${columns}) SELECT ${values} FROM instances`;
  const config = ([key, value]: readonly [string, string]): string =>
    each('instances_config', 'instance_id, key, value', `id, '${key}', '${value}'`);
  return [
    `INSERT INTO instances (node_id, name, architecture, type, ephemeral, stateful, creation_date, description, project_id) ` +
      `${numbersUpTo(instances)} SELECT 1 + i % ${members}, 'bench-' || i, 2, 0, 0, 0, CURRENT_TIMESTAMP, '', 1 FROM n`,
    each('instances_profiles', 'instance_id, profile_id, apply_order', 'id, 1, 1'),
    ...CONFIG.map(config),
    // Its root disk: a pool says who uses it.
    each(
      'storage_volumes',
      'name, storage_pool_id, node_id, type, description, project_id, content_type',
      "name, 1, node_id, 0, '', 1, 0",
    ),
  ];
}

/** As LXD writes it down for a container that was started once. */
const IDMAP = '[{"Isuid":true,"Isgid":true,"Hostid":1000000,"Nsid":0,"Maprange":1000000000}]';
const CONFIG = [
  ['image.architecture', 'amd64'],
  ['image.description', 'Debian bookworm amd64 (20261101)'],
  ['image.os', 'Debian'],
  ['image.release', 'bookworm'],
  ['image.serial', '20261101'],
  ['image.type', 'squashfs'],
  ['limits.memory', '4GiB'],
  ['volatile.base_image', '5f3c1a6e0c2b4b359a773f6e6a3b1c555f3c1a6e0c2b4b359a773f6e6a3b1c55'],
  ['volatile.cloud-init.instance-id', '0e1d0a7c-4a3f-4b1d-8e2f-1f2d3c4b5a69'],
  ['volatile.idmap.base', '0'],
  ['volatile.idmap.current', IDMAP],
  ['volatile.idmap.next', IDMAP],
  ['volatile.last_state.idmap', IDMAP],
  ['volatile.last_state.power', 'STOPPED'],
  ['volatile.uuid', '5f3c1a6e-0c2b-4b35-9a77-3f6e6a3b1c55'],
] as const;
