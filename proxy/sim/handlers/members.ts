import { apiMember, settingsOf } from '../api-member.ts';
import { accepted, failure, memberNotFound, success } from '../envelope.ts';
import type { Answer } from '../envelope.ts';
import { answerOf } from '../forwarding.ts';
import { maintain } from '../maintenance.ts';
import type { Member } from '../member.ts';
import { memberState } from '../member-state.ts';
import { pathOf } from '../paths.ts';
import { isRecursive } from '../request.ts';
import type { SimRequest } from '../request.ts';

/** `GET /1.0/cluster/members`, in the order of joining. `filter` is ignored, as LXD does without a word. */
export function getMembers({ cluster, query }: SimRequest): Answer {
  const { world, clock } = cluster;
  const members = world.members();
  if (!isRecursive(query)) {
    return success(members.map(({ name }) => pathOf('/1.0/cluster/members', name, world.guise)));
  }
  const nowMs = clock.nowMs();
  return success(members.map((each) => apiMember(world, each, nowMs)));
}

/** `GET /1.0/cluster/members/{name}`. */
export function getMember(request: SimRequest): Answer {
  const { world, clock } = request.cluster;
  const subject = subjectOf(request);
  return subject
    ? success(apiMember(world, subject, clock.nowMs()), settingsOf(world, subject))
    : memberNotFound();
}

/** `GET /1.0/cluster/members/{name}/state`: the member itself answers. */
export async function getMemberState(request: SimRequest): Promise<Answer> {
  const subject = subjectOf(request);
  if (!subject) return memberNotFound();
  const { world, clock, seed, pools } = request.cluster;
  return answerOf(subject, request, (member) =>
    success(memberState(member, clock.nowMs(), { seed, guise: world.guise, pools })),
  );
}

/** `POST /1.0/cluster/members/{name}/state` with `{"action": "evacuate" | "restore"}`. */
export function postMemberState(request: SimRequest): Answer {
  const { body, cluster } = request;
  const subject = subjectOf(request);
  if (!subject) return memberNotFound();
  const action = body !== null && typeof body === 'object' && 'action' in body ? body.action : '';
  if (action !== 'evacuate' && action !== 'restore')
    return failure(400, `Unknown action "${String(action)}"`);
  return accepted(maintain(action, subject, cluster));
}

function subjectOf({ cluster, params }: SimRequest): Member | undefined {
  const subject = cluster.world.find(params[0] ?? '');
  return subject?.removed ? undefined : subject;
}
