import * as z from 'zod/mini';
import type { Member } from './member.ts';

const Editable = z.object({
  roles: z.array(z.string()),
  failure_domain: z.string(),
  description: z.string(),
  config: z.record(z.string(), z.string()),
  groups: z.array(z.string()),
});
type Editable = z.infer<typeof Editable>;

/** Changes settings of the member `name`, asked of the daemon `agent`. */
export async function editMember(agent: Member, name: string, changes: Partial<Editable>): Promise<void> {
  const path = `/1.0/cluster/members/${encodeURIComponent(name)}`;
  const current = Editable.parse(JSON.parse(await agent.client(['query', path])));
  // The whole of it: PATCH is refused for want of the roles.
  await agent.client([
    'query',
    '--request',
    'PUT',
    '--data',
    JSON.stringify({ ...current, ...changes }),
    path,
  ]);
}

/** Makes the groups that are not there yet. */
export async function ensureGroups(agent: Member, names: readonly string[]): Promise<void> {
  const path = '/1.0/cluster/groups';
  const listed = await agent.client(['query', `${path}?recursion=1`]);
  const known = z.array(z.object({ name: z.string() })).parse(JSON.parse(listed));
  for (const name of names.filter((each) => !known.some((group) => group.name === each))) {
    await agent.client(['query', '--request', 'POST', '--data', JSON.stringify({ name }), path]);
  }
}
