/** `GET /1.0/cluster/members/NAME/state`: load, memory and storage of a member. API extension `cluster_member_state`. */
import { z } from 'zod';
import { MemberState, Usage } from '../../wire/detail.ts';
import type { GetOptions, LxdClient } from '../client.ts';
import { type Reading, read } from './read.ts';

const { sysinfo } = MemberState.shape;

/** What is absent is null from here on. */
const StateAnswer = z.object({
  sysinfo: z.object({
    ...sysinfo.shape,
    logical_cpus: z
      .number()
      .nullish()
      .transform((cpus) => cpus ?? null),
  }),
  // A block driver has no inodes and leaves them out, or at 0.
  storage_pools: z
    .record(
      z.string(),
      z.object({ space: Usage, inodes: z.nullish(Usage).transform((inodes) => inodes ?? null) }),
    )
    .nullish()
    .transform((pools) => pools ?? {}),
});

/** Asked of the member itself: the same question to another one hangs for as long as the member is frozen. */
export const fetchMemberState = (
  client: LxdClient,
  origin: string,
  member: string,
  options: GetOptions,
): Reading<MemberState> =>
  read(client, origin, `/1.0/cluster/members/${encodeURIComponent(member)}/state`, StateAnswer, options);
