import { instancesSeen, refusalOf } from '../access.ts';
import { sleep } from '../clock.ts';
import { failure, success, successOf } from '../envelope.ts';
import type { Answer } from '../envelope.ts';
import { answerOf } from '../forwarding.ts';
import { apiInstance, fullParts } from '../instances/api-instance.ts';
import { pathOfInstance } from '../instances/instance.ts';
import type { Instance } from '../instances/instance.ts';
import type { Member } from '../member.ts';
import type { SimRequest } from '../request.ts';

/** `GET /1.0/instances`: by project and name. As objects, they come from the members that they are on: those of one that
 *  is away are errors, and one that is frozen is waited for, until it is known to be away or 30 s have passed. */
export async function getInstances(request: SimRequest): Promise<Answer> {
  const { cluster, client, query } = request;
  const sight = instancesSeen(client, query, cluster.world.guise);
  if (!sight.ok) return sight.answer;
  const instances = cluster.instances.list().filter(({ project }) => sight.sees(project));
  const recursion = recursionOf(query);
  if (recursion === 0) return success(instances.map(pathOfInstance));

  const absent = await absentMembers(request, new Set(instances.map(({ memberId }) => memberId)));
  const placeOf = ({ memberId }: Instance) => ({
    location: cluster.world.get(memberId)?.name ?? '',
    isAbsent: absent.has(memberId),
  });
  const projects = [...new Set(instances.map(({ project }) => project))];
  return successOf(
    cluster.instanceLists.json(`${recursion} ${projects.join('/')}`, { recursion, instances, placeOf }),
  );
}

/** `GET /1.0/instances/{name}`, of `?project=` or the default one: its member answers. */
export async function getInstance(request: SimRequest): Promise<Answer> {
  const { cluster, client, params, query } = request;
  const { world, seed } = cluster;
  const project = query.get('project') || 'default';
  const refusal = refusalOf(client, project, world.guise);
  if (refusal) return refusal;
  const instance = cluster.instances.find(project, params[0] ?? '');
  const subject = instance && world.get(instance.memberId);
  if (!instance || !subject) return failure(404, 'Instance not found');
  // One that is frozen is never given up, as it is elsewhere.
  await cluster.whenRunning(subject);
  return answerOf(subject, request, (member) => {
    const shown = apiInstance(instance, { seed, location: member.name });
    const { architecture, config, devices, ephemeral, profiles } = shown;
    const isFull = recursionOf(query) > 0;
    return success(isFull ? { ...shown, ...fullParts(instance, seed, world.guise) } : shown, {
      architecture,
      config,
      devices,
      ephemeral,
      profiles,
    });
  });
}

function recursionOf(query: URLSearchParams): 0 | 1 | 2 {
  const asked = Number(query.get('recursion') ?? '0');
  if (asked === 1) return 1;
  return asked >= 2 ? 2 : 0;
}

/** Of the members with these ids those that give no answer. */
async function absentMembers(request: SimRequest, ids: ReadonlySet<number>): Promise<Set<number>> {
  const { world, clock, whenRunning } = request.cluster;
  const others = [...ids].flatMap((id) => world.get(id) ?? []).filter((each) => each !== request.member);
  const isAway = (member: Member): boolean => member.power === 'down' || world.isOverdue(member);
  const awaited = others.filter((member) => !isAway(member) && member.frozen);
  if (awaited.length > 0) {
    await Promise.race([
      Promise.all(awaited.map(whenRunning)),
      sleep(clock, world.timings.instancesTimeoutMs),
    ]);
  }
  return new Set(others.filter((member) => isAway(member) || member.frozen).map(({ id }) => id));
}
