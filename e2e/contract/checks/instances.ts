import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { outcomeOf, read } from '../answers.ts';
import { Instance, Instances } from '../shapes/instance.ts';
import { firstOf, type Subject } from '../subject.ts';

const ALL = '/1.0/instances?recursion=1&all-projects=true';

/** Instances as an administrator sees them. */
export function instanceChecks(subject: () => Subject): void {
  const listed = async (path = ALL, member?: string) =>
    Instances.parse(await read(subject().as('admin', member), path));
  const named = async (name: string) => firstOf((await listed()).filter((each) => each.name === name));

  describe('the instances', () => {
    /** One on each member, and one of the same name as the first in another project. */
    const placed = () => {
      const { memberNames } = subject().cluster;
      const ours = memberNames.map((member, index) => ({ name: `on-${index}`, member, project: 'default' }));
      return [...ours, { name: 'on-0', member: memberNames.at(-1) ?? '', project: 'web' }];
    };
    beforeAll(async () => {
      for (const instance of placed()) await subject().cluster.createInstance(instance);
    });
    afterAll(async () => {
      for (const instance of placed()) await subject().cluster.deleteInstance(instance);
    });

    it('are listed by every member, with the member and the project that they are in', async () => {
      for (const asked of subject().cluster.memberNames) {
        const instances = await listed(ALL, asked);
        const found = instances.map(({ name, location, project }) => ({ name, member: location, project }));
        expect(found).toHaveLength(placed().length);
        expect(found).toEqual(expect.arrayContaining(placed()));
      }
    });

    it('have a status, a type, and times, of which that of a start that never was is 1970', async () => {
      for (const instance of await listed()) {
        expect(instance).toMatchObject({
          status: 'Stopped',
          status_code: 102,
          type: 'container',
          ephemeral: false,
          profiles: ['default'],
          last_used_at: '1970-01-01T00:00:00Z',
        });
        expect(Date.parse(instance.created_at)).toBeLessThanOrEqual(Date.now());
        expect(instance).not.toHaveProperty('restore');
      }
    });

    it('come with all of their configuration, passwords too', async () => {
      const { config, expanded_config } = await named('on-1');
      const password = config?.['user.password'];
      expect(password).toMatch(/./);
      expect(expanded_config).toHaveProperty(['user.password'], password);
      const alone = Instance.parse(await read(subject().as('admin'), '/1.0/instances/on-1'));
      expect(alone.config).toHaveProperty(['user.password'], password);
    });

    it('are listed as paths without recursion, which name a project that is not the default', async () => {
      const paths = z
        .array(z.string())
        .parse(await read(subject().as('admin'), '/1.0/instances?all-projects=true'));
      expect(paths.toSorted()).toEqual(
        placed()
          .map(({ name, project }) => `/1.0/instances/${name}${project === 'web' ? '?project=web' : ''}`)
          .toSorted(),
      );
    });

    it('are those of one project, the default one unless it is named', async () => {
      const projectsIn = async (query: string) =>
        (await listed(`/1.0/instances?recursion=1${query}`)).map(({ project }) => project);
      expect(await projectsIn('&project=web')).toEqual(['web']);
      expect(new Set(await projectsIn(''))).toEqual(new Set(['default']));
      expect(await projectsIn('&project=nothing')).toEqual([]);
      expect(await outcomeOf(subject().as('admin'), `${ALL}&project=web`)).toBe(
        '400 Cannot specify a project when requesting all projects',
      );
    });

    it('read alone as in the list, at every member', async () => {
      const { cluster, as } = subject();
      const inList = await named('on-1');
      for (const asked of cluster.memberNames) {
        const path = '/1.0/instances/on-1?project=default';
        expect(Instance.parse(await read(as('admin', asked), path))).toEqual(inList);
      }
      expect(await outcomeOf(as('admin'), '/1.0/instances/nobody')).toBe('404 Instance not found');
    });
  });
}
