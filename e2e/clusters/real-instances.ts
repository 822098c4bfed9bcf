import * as z from 'zod/mini';
import type { TestCluster } from './cluster.ts';
import { EMPTY_IMAGE, importEmptyImage } from './empty-image.ts';
import type { Member } from './member.ts';
import type { Roster } from './roster.ts';

const Projects = z.array(z.object({ name: z.string() }));
/** A project shares these with `default`, for it is to have the image. */
const SHARED = ['--config', 'features.images=false', '--config', 'features.profiles=false'];

/** Something to be looked for where it must not be. */
const PASSWORD = 'user.password=rollcall-test-password';

/** Makes and deletes instances with the cluster's own client. `dir` is for the files of their image. */
export function realInstances(
  roster: Roster,
  dir: string,
): Pick<TestCluster, 'createInstance' | 'deleteInstance'> {
  let image: Promise<void> | undefined;
  return {
    async createInstance({ name, member, project = 'default' }) {
      const agent = roster.agent();
      image ??= importEmptyImage(agent, dir);
      await image;
      await ensureProject(agent, project);
      await agent.client([
        ...['init', EMPTY_IMAGE, name, '--target', member, '--project', project],
        ...['--config', PASSWORD],
      ]);
    },
    async deleteInstance({ name, project = 'default' }) {
      await roster.agent().client(['delete', name, '--force', '--project', project]);
    },
  };
}

async function ensureProject(agent: Member, name: string): Promise<void> {
  const projects = Projects.parse(JSON.parse(await agent.client(['query', '/1.0/projects?recursion=1'])));
  if (projects.some((each) => each.name === name)) return;
  await agent.client(['project', 'create', name, ...SHARED]);
}
