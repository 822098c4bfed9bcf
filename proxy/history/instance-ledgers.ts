/** The instances of every member as facts. There are thousands, so they are gone through only when they were read anew. */
import type { Instance } from '../wire/instance.ts';
import type { ClusterSnapshot } from '../wire/snapshot.ts';
import { InstanceFact, instanceKind, instanceName, memberOfInstanceKind } from './facts.ts';
import { type Ledger, createLedger } from './ledger.ts';
import type { Fact } from './store.ts';

export type ListedInstances = Iterable<Instance>;

export type InstanceLedgers = {
  hear(snapshot: ClusterSnapshot, all: () => ListedInstances | null): void;
  dropMember(member: string, fromMs: number): void;
  /** Takes of these facts what are instances, in place of all that is known. */
  restore(facts: readonly Fact[]): void;
};

export function createInstanceLedgers(emit: (fact: Fact) => void): InstanceLedgers {
  const ledgers = new Map<string, Ledger<Instance>>();
  let readAtMs: number | null = null;
  const of = (member: string): Ledger<Instance> => {
    const ledger = ledgers.get(member) ?? createLedger(instanceKind(member), InstanceFact, emit);
    ledgers.set(member, ledger);
    return ledger;
  };
  return {
    hear({ rings: { instances: ring }, observedAtMs: nowMs }, all) {
      if (ring.observedAtMs === null || ring.observedAtMs === readAtMs) return;
      const list = all();
      if (list === null) return;
      readAtMs = ring.observedAtMs;
      const here = new Map<string, Set<string>>();
      for (const instance of list) {
        const name = instanceName(instance);
        of(instance.location).put(name, nowMs, instance);
        const names = here.get(instance.location) ?? new Set();
        here.set(instance.location, names.add(name));
      }
      for (const [member, ledger] of ledgers) {
        for (const name of ledger.names()) if (here.get(member)?.has(name) !== true) ledger.drop(name, nowMs);
      }
    },
    dropMember(member, fromMs) {
      const ledger = ledgers.get(member);
      for (const name of ledger?.names() ?? []) ledger?.drop(name, fromMs);
      ledgers.delete(member);
    },
    restore(facts) {
      ledgers.clear();
      readAtMs = null;
      for (const fact of facts) {
        const member = memberOfInstanceKind(fact.kind);
        if (member !== null) of(member).restore(fact);
      }
    },
  };
}
