import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';

import type { GuiseName } from './guise.ts';
import { secretMark } from './instances/settings.ts';
import { startSim } from './sim.ts';
import type { Sim } from './sim.ts';
import { ask, error, success } from './test-client.ts';

let sim: Sim;
const start = async (guise: GuiseName): Promise<void> => {
  sim = await startSim({ members: 3, speed: 20, guise, instances: 40 });
};
afterEach(() => sim.close());

type Who = 'admin' | 'restricted' | 'restrictedWithProjects';
const get = async (path: string, who: Who): Promise<unknown> =>
  (await ask(`${sim.endpoints[0]}${path}`, { client: sim[who] })).json;

const Instances = z.object({ metadata: z.array(z.object({ project: z.string() })) });
/** The projects that instances in the answer are in, or the error. */
const projectsIn = (answer: unknown): unknown => {
  const list = Instances.safeParse(answer);
  return list.success ? [...new Set(list.data.metadata.map(({ project }) => project))] : answer;
};

const all = '/1.0/instances?recursion=1&all-projects=true';
const inDefault = '/1.0/instances?recursion=1';
const inWeb = '/1.0/instances?recursion=1&project=web';

const notAuthorized = error(403, 'not authorized');
const restricted403 = error(403, 'Certificate is restricted');
const restricted500 = error(500, 'Certificate is restricted');
const noPermission = (project: string) =>
  error(500, `User does not have permissions for project "${project}"`);

describe('the list of instances', () => {
  it.each([
    ['lxd-5.0', all, notAuthorized, ['default']],
    ['lxd-5.0', inDefault, notAuthorized, ['default']],
    ['lxd-5.0', inWeb, notAuthorized, notAuthorized],
    ['lxd-5.21', all, restricted403, restricted403],
    ['lxd-5.21', inDefault, restricted403, ['default']],
    ['lxd-6', inWeb, restricted403, restricted403],
    ['incus-6', all, [], ['default']],
    ['incus-6', inDefault, noPermission('default'), ['default']],
    ['incus-6', inWeb, noPermission('web'), noPermission('web')],
    ['incus-7', all, restricted500, restricted500],
    ['incus-7', inDefault, noPermission('default'), ['default']],
  ] as const)('by %s at %s', async (guise, path, withoutProjects, withProjects) => {
    await start(guise);
    expect(projectsIn(await get(path, 'restricted'))).toEqual(withoutProjects);
    expect(projectsIn(await get(path, 'restrictedWithProjects'))).toEqual(withProjects);
  });

  it.each(['lxd-5.0', 'lxd-5.21', 'incus-6'] as const)('by %s is for an admin whole', async (guise) => {
    await start(guise);
    expect(projectsIn(await get(all, 'admin'))).toEqual(['batch', 'default', 'web']);
    expect(projectsIn(await get(inDefault, 'admin'))).toEqual(['default']);
    expect(projectsIn(await get(inWeb, 'admin'))).toEqual(['web']);
    expect(await get(`${all}&project=web`, 'admin')).toEqual(
      error(400, 'Cannot specify a project when requesting all projects'),
    );
    expect(JSON.stringify(await get(all, 'admin'))).toContain(secretMark);
  });
});

describe('projects', () => {
  it.each(['lxd-5.0', 'lxd-5.21', 'incus-6'] as const)(
    'by %s are those of the certificate',
    async (guise) => {
      await start(guise);
      const paths = ['batch', 'default', 'web'].map((name) => `/1.0/projects/${name}`);
      expect(await get('/1.0/projects', 'admin')).toEqual(success(paths));
      expect(await get('/1.0/projects', 'restricted')).toEqual(success([]));
      expect(await get('/1.0/projects?recursion=1', 'restricted')).toEqual(success([]));
      expect(await get('/1.0/projects', 'restrictedWithProjects')).toEqual(
        success(['/1.0/projects/default']),
      );
      const used_by = expect.arrayContaining([
        '/1.0/profiles/default',
        expect.stringMatching('/1.0/instances/'),
      ]);
      const project = { name: 'default', config: { 'features.images': 'true' }, used_by };
      expect(await get('/1.0/projects?recursion=1', 'restrictedWithProjects')).toMatchObject(
        success([project]),
      );
      expect(await get('/1.0/projects/default', 'restrictedWithProjects')).toMatchObject(success(project));
      const refusals = {
        'lxd-5.0': notAuthorized,
        'lxd-5.21': restricted403,
        'incus-6': error(403, 'User does not have permission for project "web"'),
      };
      expect(await get('/1.0/projects/web', 'restrictedWithProjects')).toEqual(refusals[guise]);
      expect(await get('/1.0/projects/none', 'admin')).toEqual(error(404, 'Project not found'));
    },
  );
});

describe('what uses a pool', () => {
  it('is shown as far as the certificate reaches', async () => {
    await start('lxd-5.0');
    const Pools = z.object({ metadata: z.array(z.object({ used_by: z.array(z.string()) })) });
    const users = async (who: Who) =>
      Pools.parse(await get('/1.0/storage-pools?recursion=1', who)).metadata.flatMap(
        ({ used_by }) => used_by,
      );
    expect(await users('restricted')).toEqual([]);
    const named = await users('restrictedWithProjects');
    expect(named).toContain('/1.0/profiles/default');
    expect(named.filter((path) => path.includes('project='))).toEqual([]);
    expect(await users('admin')).toHaveLength(41);
  });
});

describe('operations', () => {
  const Operations = z.object({
    metadata: z.record(z.string(), z.array(z.object({ description: z.string() }))),
  });
  const described = (answer: unknown): unknown => {
    const parsed = Operations.safeParse(answer);
    if (!parsed.success) return answer;
    return Object.values(parsed.data.metadata).flatMap((list) => list.map(({ description }) => description));
  };
  const plain = '/1.0/operations?recursion=1';
  const web = `${plain}&project=web`;
  const everything = `${plain}&all-projects=true`;

  it.each([
    ['lxd-5.0', plain, ['home', 'none'], ['home', 'none'], ['home', 'none']],
    ['lxd-5.0', web, ['shop', 'none'], ['shop', 'none'], ['shop', 'none']],
    ['lxd-5.0', everything, ['home', 'none'], ['home', 'none'], ['home', 'none']],
    ['lxd-5.21', plain, ['home', 'none'], restricted403, ['home']],
    ['lxd-5.21', web, ['shop', 'none'], restricted403, restricted403],
    ['lxd-6', everything, ['home', 'shop', 'none'], [], ['home']],
    ['incus-6', plain, ['home', 'none'], [], ['home']],
    ['incus-6', web, ['shop', 'none'], [], []],
    ['incus-6', everything, ['home', 'shop', 'none'], [], ['home']],
  ] as const)('by %s at %s', async (guise, path, admin, withoutProjects, withProjects) => {
    await start(guise);
    const work = { member: 'node-2', seconds: 1000 };
    await sim.control.startOperation({ ...work, description: 'home', project: 'default' });
    await sim.control.startOperation({ ...work, description: 'shop', project: 'web' });
    await sim.control.startOperation({ ...work, description: 'none' });
    expect(described(await get(path, 'admin'))).toEqual(admin);
    expect(described(await get(path, 'restricted'))).toEqual(withoutProjects);
    expect(described(await get(path, 'restrictedWithProjects'))).toEqual(withProjects);
  });
});

describe('warnings', () => {
  it.each([
    ['lxd-5.0', notAuthorized],
    ['lxd-6', restricted403],
    ['incus-6', restricted403],
  ] as const)('by %s are for admins alone', async (guise, refusal) => {
    await start(guise);
    for (const path of ['/1.0/warnings', '/1.0/warnings?recursion=1', '/1.0/warnings/none']) {
      expect(await get(path, 'restricted')).toEqual(refusal);
      expect(await get(path, 'restrictedWithProjects')).toEqual(refusal);
    }
    expect(await get('/1.0/warnings', 'admin')).toMatchObject({
      metadata: [expect.stringMatching(/^\/1.0\/warnings\/[\da-f-]{36}$/), expect.any(String)],
    });
  });
});
