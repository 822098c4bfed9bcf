/** Facts as they come from the store, by what they are of. One that can't be read is passed over: a later version wrote it. */
import * as z from 'zod/mini';
import type { Instance } from '../wire/instance.ts';
import type { Warning } from '../wire/warning.ts';
import {
  CountsFact,
  FrameFact,
  HardwareFact,
  HostFact,
  InstanceFact,
  MemberFact,
  PoolsFact,
  RingsFact,
  ServerFact,
  WarningFact,
  WatchFact,
} from './facts.ts';
import type { Fact, Json } from './store.ts';

/** What can be read of the facts of a kind, by name; null ones are not among them. */
function named<T>(facts: readonly Fact[], kind: string, schema: z.ZodMiniType<T>): Map<string, T> {
  const found = new Map<string, T>();
  for (const fact of facts) {
    if (fact.kind !== kind) continue;
    const value = parsed(schema, fact.value);
    if (value !== undefined) found.set(fact.name, value);
  }
  return found;
}

/** Undefined where it is no such thing. */
export function parsed<T>(schema: z.ZodMiniType<T>, value: Json): T | undefined {
  const read = z.safeParse(schema, value);
  return read.success ? read.data : undefined;
}

/** Facts of a moment. */
export type Held = {
  frame: FrameFact | undefined;
  rings: RingsFact | undefined;
  watch: WatchFact | undefined;
  members: Map<string, MemberFact>;
  hosts: Map<string, HostFact>;
  pools: Map<string, PoolsFact>;
  counts: Map<string, CountsFact>;
  warnings: Map<string, Warning>;
};

export const heldIn = (facts: readonly Fact[]): Held => ({
  frame: named(facts, 'frame', FrameFact).get(''),
  rings: named(facts, 'rings', RingsFact).get(''),
  watch: named(facts, 'watch', WatchFact).get(''),
  members: named(facts, 'member', MemberFact),
  hosts: named(facts, 'host', HostFact),
  pools: named(facts, 'pools', PoolsFact),
  counts: named(facts, 'counts', CountsFact),
  warnings: named(facts, 'warning', WarningFact),
});

export const serverIn = (facts: readonly Fact[], member: string): ServerFact | undefined =>
  named(facts, 'server', ServerFact).get(member);
export const hardwareIn = (facts: readonly Fact[], member: string): HardwareFact | undefined =>
  named(facts, 'hardware', HardwareFact).get(member);
export const instancesIn = (facts: readonly Fact[], kind: string): Instance[] => [
  ...named(facts, kind, InstanceFact).values(),
];
