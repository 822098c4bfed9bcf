import { success } from '../envelope.ts';
import type { Answer } from '../envelope.ts';
import { answerOfTarget } from '../forwarding.ts';
import { resourcesOf } from '../hardware/resources.ts';
import type { SimRequest } from '../request.ts';

/** `GET /1.0/resources`: of the member that is asked, or of `?target=`. Needs no database but for finding that one. */
export const getResources = (request: SimRequest): Promise<Answer> =>
  answerOfTarget(request, (member) => {
    const { clock, seed, world } = request.cluster;
    return success(resourcesOf(member, clock.nowMs(), seed, world.guise));
  });
