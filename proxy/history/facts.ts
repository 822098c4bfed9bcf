/**
 * The register of the facts that there are: kinds, names and shapes. A fact holds what stays; what moves with every read is
 * either a sample or, for the time of something that is read again and again, the word `fresh`.
 */
import * as z from 'zod/mini';
import { Hardware } from '../wire/hardware.ts';
import { Instance } from '../wire/instance.ts';
import { BlindCause } from '../wire/moment.ts';
import { MemberPool, MemberState, ServerFacts } from '../wire/detail.ts';
import { Span } from '../wire/series.ts';
import {
  LxdMember,
  PartState,
  Probe,
  RingState,
  type Rings,
  Since,
  SnapshotFrame,
} from '../wire/snapshot.ts';
import { NO_TRUST, Trust } from '../wire/trust.ts';
import { Level } from '../wire/verdict.ts';
import { InstanceCounts } from '../wire/vitals.ts';
import { Warning } from '../wire/warning.ts';

/** When something was observed last; `fresh`: at any moment that is asked for, lately enough to stand. Null: never. */
export const Dated = z.union([z.literal('fresh'), z.nullable(z.number())]);
export type Dated = z.infer<typeof Dated>;

const observed = { observedAtMs: true } as const;
export const SteadyPart = z.extend(z.omit(PartState, observed), { observed: Dated });
export type SteadyPart = z.infer<typeof SteadyPart>;
const SteadyRing = z.extend(z.omit(RingState, observed), { observed: Dated });
export type SteadyRing = z.infer<typeof SteadyRing>;

/** Kind `frame`, without a name. `order`: names of members as LXD lists them. */
export const FrameFact = z.extend(
  z.omit(SnapshotFrame, {
    observedAtMs: true,
    pools: true,
    recording: true,
    parts: true,
    rings: true,
    trust: true,
  }),
  {
    // Earlier versions recorded none.
    trust: z._default(Trust, NO_TRUST),
    parts: z.object({ server: SteadyPart, cluster: SteadyPart, members: SteadyPart, groups: SteadyPart }),
    order: z.array(z.string()),
  },
);
export type FrameFact = z.infer<typeof FrameFact>;

/** Kind `rings`, without a name. */
export const RingsFact = z.object({
  state: SteadyRing,
  resources: SteadyRing,
  pools: SteadyRing,
  instances: SteadyRing,
  operations: SteadyRing,
  warnings: SteadyRing,
  events: SteadyRing,
} satisfies Record<keyof Rings, unknown>);
export type RingsFact = z.infer<typeof RingsFact>;

/** Kind `member`, by `server_name`. */
export const MemberFact = z.extend(LxdMember, {
  statusSince: Since,
  probe: z.extend(z.omit(Probe, { observedAtMs: true, latencyMs: true }), { observed: Dated }),
});
export type MemberFact = z.infer<typeof MemberFact>;

/**
 * Kind `host`, by member: what its state and its hardware tell that stays. `bootAtMs`: when the host was booted. Amounts that
 * move slowly are as of when they had last moved by a fiftieth of the whole.
 */
export const HostFact = z.object({
  state: SteadyPart,
  sysinfo: z.nullable(
    z.extend(
      z.omit(MemberState.shape.sysinfo, {
        uptime: true,
        load_averages: true,
        free_ram: true,
        processes: true,
      }),
      { bootAtMs: z.number() },
    ),
  ),
  resources: SteadyPart,
  cpuThreads: z.nullable(z.number()),
  memoryBytes: z.nullable(z.number()),
});
export type HostFact = z.infer<typeof HostFact>;

/** Kind `pools`, by member. `totalBytes` null: it tells nothing of that pool. */
export const PoolsFact = z.object({
  part: SteadyPart,
  value: z.nullable(
    z.array(z.extend(z.omit(MemberPool, { space: true }), { totalBytes: z.nullable(z.number()) })),
  ),
});
export type PoolsFact = z.infer<typeof PoolsFact>;

/** Kind `server`, by member. */
export const ServerFact = z.object({ part: SteadyPart, value: z.nullable(ServerFacts) });
export type ServerFact = z.infer<typeof ServerFact>;

/** Kind `hardware`, by member: without used memory and the clock frequencies of the moment, which are null. */
export const HardwareFact = z.object({ part: SteadyPart, value: z.nullable(Hardware) });
export type HardwareFact = z.infer<typeof HardwareFact>;

/** Kind `counts`, by member: its instances by status and by kind. */
export const CountsFact = InstanceCounts;
export type CountsFact = InstanceCounts;

/** Kind `instance@MEMBER`, by project and name. */
export const InstanceFact = Instance;
const INSTANCE_AT = 'instance@';
export const instanceKind = (member: string): string => INSTANCE_AT + member;
/** Null: it is no kind of instances. */
export const memberOfInstanceKind = (kind: string): string | null =>
  kind.startsWith(INSTANCE_AT) ? kind.slice(INSTANCE_AT.length) : null;
export const instanceName = ({ project, name }: Pick<Instance, 'project' | 'name'>): string =>
  `${project}/${name}`;

/** Kind `warning`, by UUID. */
export const WarningFact = Warning;

/** Kind `lane`, named `member:NAME`: both witnesses' words of a member. */
export const MemberLane = z.omit(Span, { fromMs: true });
export type MemberLane = z.infer<typeof MemberLane>;
const MEMBER_LANE = 'member:';
export const memberLane = (member: string): string => MEMBER_LANE + member;
/** The member that a lane is of; null: it is none of a member. */
export const memberOfLane = (name: string): string | null =>
  name.startsWith(MEMBER_LANE) ? name.slice(MEMBER_LANE.length) : null;

/** Kind `lane`, named `leader` and `verdict`. */
export const LEADER_LANE = 'leader';
export const VERDICT_LANE = 'verdict';
export const LeaderLane = z.object({ member: z.nullable(z.string()) });
export const VerdictLane = z.object({ level: Level });

/** Kind `watch`, without a name: whether a change could be seen. */
export const WatchFact = z.union([
  z.object({ state: z.literal('watching') }),
  z.object({ state: z.literal('blind'), cause: BlindCause }),
]);
export type WatchFact = z.infer<typeof WatchFact>;

/** What a view of the whole cluster is made of. */
export const VIEW_KINDS = [
  'frame',
  'rings',
  'member',
  'host',
  'pools',
  'counts',
  'warning',
  'watch',
] as const;
