import * as z from 'zod/mini';
import type { Client } from '../contract/https.ts';

/** What a member says, and what its cluster says about it: for each endpoint of `SHAPES` that can be asked, values of its
 *  shape. None where the server does not have it. */
export type Truth = ReadonlyMap<string, readonly unknown[]>;

const Answer = z.object({ metadata: z.unknown() });
const Items = z.catch(z.array(z.record(z.string(), z.unknown())), []);
const Names = z.array(z.string());
const ByStatus = z.record(z.string(), Items);

/** `client`: an administrator's, to the member itself. */
export async function truthOf(client: Client, member: string): Promise<Truth> {
  const one = async (path: string): Promise<unknown[]> => {
    const { status, body } = await client.ask(path);
    return status === 200 ? [Answer.parse(body).metadata] : [];
  };
  const items = async (path: string) => (await one(path)).flatMap((list) => Items.parse(list));
  const of = async (path: string, key: string) => (await items(path)).filter((item) => item[key] === member);
  const groups = await items('/1.0/cluster/groups?recursion=1');
  const pools = (await one('/1.0/storage-pools')).flatMap((paths) => Names.parse(paths));
  const operations = (await one('/1.0/operations?recursion=1')).flatMap((lists) =>
    Object.values(ByStatus.parse(lists)).flat(),
  );
  return new Map<string, readonly unknown[]>([
    ['/1.0', await one('/1.0')],
    ['/1.0/cluster', await one('/1.0/cluster')],
    ['/1.0/cluster/members', await of('/1.0/cluster/members?recursion=1', 'server_name')],
    ['/1.0/cluster/members/{name}/state', await one(`/1.0/cluster/members/${member}/state`)],
    ['/1.0/cluster/groups', groups.filter(({ members }) => Names.parse(members).includes(member))],
    ['/1.0/resources', await one('/1.0/resources')],
    ['/1.0/storage-pools', await items('/1.0/storage-pools?recursion=1')],
    [
      '/1.0/storage-pools/{pool}/resources',
      (await Promise.all(pools.map((pool) => one(`${pool}/resources`)))).flat(),
    ],
    ['/1.0/projects', await items('/1.0/projects?recursion=1')],
    ['/1.0/instances', await of('/1.0/instances?recursion=1&all-projects=true', 'location')],
    ['/1.0/operations', operations.filter(({ location }) => location === member)],
    ['/1.0/warnings', await of('/1.0/warnings?recursion=1', 'location')],
  ]);
}
