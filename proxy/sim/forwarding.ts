import { sleep } from './clock.ts';
import { databaseFailure } from './database-failure.ts';
import { failure, memberNotFound } from './envelope.ts';
import type { Answer } from './envelope.ts';
import type { Member } from './member.ts';
import type { SimRequest } from './request.ts';

/** Has `subject` answer, through the member that was asked: one that is gone takes long and fails, and of a frozen one
 *  there is no answer until it is thawed. */
export async function answerOf(
  subject: Member,
  { cluster, member }: SimRequest,
  answer: (subject: Member) => Answer,
): Promise<Answer> {
  const { world, clock } = cluster;
  if (subject === member) return answer(subject);
  const givesUp =
    subject.power === 'down' || (subject.frozen && world.guise.product === 'lxd' && world.isOverdue(subject));
  if (givesUp) {
    await sleep(clock, world.timings.forwardErrorMs);
    return failure(world.guise.forwardErrorStatus, 'Missing event connection with target cluster member');
  }
  await cluster.whenRunning(subject);
  return answer(subject);
}

/** Has the member answer that `?target=` names, which takes the database to know; the one that was asked otherwise. */
export async function answerOfTarget(
  request: SimRequest,
  answer: (subject: Member) => Answer,
): Promise<Answer> {
  const target = request.query.get('target') ?? '';
  if (target === '') return answer(request.member);
  const { world } = request.cluster;
  const database = await world.waitForDatabase('usual');
  if (!database.ok) return databaseFailure(database.error, world.guise);
  const subject = world.find(target);
  return !subject || subject.removed ? memberNotFound() : answerOf(subject, request, answer);
}
