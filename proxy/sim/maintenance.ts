import type { Clock } from './clock.ts';
import type { Instances } from './instances/instances.ts';
import type { EventBus } from './lifecycle.ts';
import type { Member } from './member.ts';
import type { Operation, Operations } from './operations.ts';
import type { World } from './world.ts';

export type MaintenanceAction = 'evacuate' | 'restore';

type Options = {
  world: World;
  clock: Clock;
  events: EventBus;
  operations: Operations;
  instances: Instances;
};

const words = {
  evacuate: {
    description: 'Evacuating cluster member',
    past: 'evacuated',
    under: 'evacuating',
    after: 'evacuated',
  },
  restore: { description: 'Restoring cluster member', past: 'restored', under: 'restoring', after: 'none' },
} as const;

/** May be given more to do. */
const isFit = ({ responsive, evacuation }: Member): boolean => responsive && evacuation === 'none';

/** Begins to evacuate or restore a member: an operation that takes a while, at the end of which the member is what was
 *  asked for. One that is so already gets an operation too, which then fails, as with the real ones. */
export function maintain(
  action: MaintenanceAction,
  member: Member,
  { world, clock, events, operations, instances }: Options,
): Operation {
  const { description, past, under, after } = words[action];
  const operation = operations.start({ description, location: member.name });
  if (member.evacuation !== (action === 'evacuate' ? 'none' : 'evacuated')) {
    operations.finish(operation.id, `Cluster member is already ${past}`);
    return operation;
  }
  member.evacuation = under;
  clock.setTimeout(() => {
    if (action === 'restore') instances.restore(member);
    else
      instances.evacuate(
        member,
        world.members().filter((heir) => heir !== member && isFit(heir)),
      );
    member.evacuation = after;
    if (world.guise.evacuationEvents) {
      events.lifecycle(`cluster-member-${past}`, `/1.0/cluster/members/${member.name}`, member.name);
    }
    operations.finish(operation.id);
  }, world.timings.evacuationMs);
  return operation;
}
