import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { outcomeOf } from '../answers.ts';
import { Success } from '../shapes/envelope.ts';
import { Project } from '../shapes/project.ts';
import type { Product } from '../../clusters/cluster.ts';
import { firstOf, type Caller, type Subject } from '../subject.ts';

/** What a certificate gets: `200` with the names that are listed, or the error. */
type Sight = { path: string } & Record<Product, { restricted: string; restrictedWithProjects: string }>;

const REFUSED = { restricted: '403 not authorized', restrictedWithProjects: '403 not authorized' };
const NO_PROJECT = (project: string) => `403 User does not have permission for project "${project}"`;
/** Of lists, where Incus takes its own refusal for a failure. */
const NO_PROJECTS = (project: string) => `500 User does not have permissions for project "${project}"`;
const both = (gist: string) => ({ restricted: gist, restrictedWithProjects: gist });

/** There are an instance `ours` in the project `default` and one `theirs` in `web`, which nobody restricted names. */
const TABLE: readonly Sight[] = [
  ...['/1.0/instances?recursion=1&all-projects=true', '/1.0/instances?all-projects=true'].map((path) => ({
    path,
    lxd: { restricted: '403 not authorized', restrictedWithProjects: '200 ours' },
    // To a certificate without projects there is nothing, which is not to say that there is nothing.
    incus: { restricted: '200', restrictedWithProjects: '200 ours' },
  })),
  ...['/1.0/instances?recursion=1', '/1.0/instances?recursion=1&project=default'].map((path) => ({
    path,
    lxd: { restricted: '403 not authorized', restrictedWithProjects: '200 ours' },
    incus: { restricted: NO_PROJECTS('default'), restrictedWithProjects: '200 ours' },
  })),
  {
    path: '/1.0/instances?recursion=1&project=web',
    lxd: REFUSED,
    incus: both(NO_PROJECTS('web')),
  },
  {
    path: '/1.0/instances/ours?project=default',
    lxd: { restricted: '403 not authorized', restrictedWithProjects: '200 ours' },
    incus: { restricted: NO_PROJECT('default'), restrictedWithProjects: '200 ours' },
  },
  { path: '/1.0/instances/theirs?project=web', lxd: REFUSED, incus: both(NO_PROJECT('web')) },
  ...['/1.0/projects', '/1.0/projects?recursion=1'].map((path) => ({
    path,
    lxd: { restricted: '200', restrictedWithProjects: '200 default' },
    incus: { restricted: '200', restrictedWithProjects: '200 default' },
  })),
  {
    path: '/1.0/projects/default',
    lxd: { restricted: '403 not authorized', restrictedWithProjects: '200 default' },
    incus: { restricted: NO_PROJECT('default'), restrictedWithProjects: '200 default' },
  },
  { path: '/1.0/projects/web', lxd: REFUSED, incus: both(NO_PROJECT('web')) },
];

const Named = z.object({ name: z.string() });

/** What of the work that the cluster does the different kinds of certificates get to see. */
export function sightChecks(subject: () => Subject): void {
  const gistOf = async (caller: Caller, path: string) => {
    const client = subject().as(caller);
    const outcome = await outcomeOf(client, path);
    if (outcome !== '200') return outcome;
    return [outcome, ...namesIn(Success.parse((await client.ask(path)).body).metadata)].join(' ');
  };

  describe('instances and projects', () => {
    const placed = () => {
      const member = firstOf(subject().cluster.memberNames);
      return [
        { name: 'ours', member },
        { name: 'theirs', member, project: 'web' },
      ];
    };
    beforeAll(async () => {
      for (const instance of placed()) await subject().cluster.createInstance(instance);
    });
    afterAll(async () => {
      for (const instance of placed()) await subject().cluster.deleteInstance(instance);
    });

    it.each(TABLE)(
      'show a restricted certificate what it may see at $path',
      async ({ path, ...expected }) => {
        const { product } = subject().cluster;
        expect({
          restricted: await gistOf('restricted', path),
          restrictedWithProjects: await gistOf('restrictedWithProjects', path),
        }).toEqual(expected[product]);
      },
    );

    it('are all shown to an administrator', async () => {
      expect(await gistOf('admin', '/1.0/instances?recursion=1&all-projects=true')).toBe('200 ours theirs');
      const { body } = await subject().as('admin').ask('/1.0/projects?recursion=1');
      const projects = z.array(Project).parse(Success.parse(body).metadata);
      expect(projects.map(({ name }) => name)).toEqual(expect.arrayContaining(['default', 'web']));
      const web = firstOf(projects.filter(({ name }) => name === 'web'));
      expect(web.used_by).toContain('/1.0/instances/theirs?project=web');
    });

    it('are not shown to an unknown certificate', async () => {
      for (const { path } of TABLE) expect(await gistOf('stranger', path)).toBe('403 not authorized');
    });
  });
}

/** The names in a list, or of one thing: of objects, or the last parts of paths. */
function namesIn(metadata: unknown): string[] {
  const items = Array.isArray(metadata) ? metadata : [metadata];
  return items
    .map((item: unknown) =>
      typeof item === 'string' ? (item.split('/').at(-1) ?? '') : Named.parse(item).name,
    )
    .toSorted();
}
