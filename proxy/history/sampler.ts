/** The numbers of members, gathered into steps of 10 s as they are kept. */
import type { MemberDetail } from '../wire/detail.ts';
import { totalInstances } from '../wire/instance.ts';
import { type Metric, poolMetric, toKept } from '../wire/metrics.ts';
import type { Member } from '../wire/snapshot.ts';
import type { Sample } from './store.ts';

const SAMPLE_STEP_MS = 10_000;
/** How often a number that is no reading of its own is put down. */
const COUNT_EVERY_MS = 60_000;

export type Sampler = {
  /** Takes of a member what is newer than what it was given before; its detail is asked for where that is. */
  take(member: Member, nowMs: number, detail: () => MemberDetail | undefined): void;
  /** The steps that have ended, once. */
  ended(nowMs: number): Sample[];
  /** All of them: there will be no more. */
  rest(): Sample[];
};

/** When each number of a member was taken last. */
type Taken = { probe: number; state: number; resources: number; pools: number; counts: number };

const ONCE: Taken = { probe: 0, state: 0, resources: 0, pools: 0, counts: 0 };

export function createSampler(): Sampler {
  const open = new Map<string, Sample>();
  const taken = new Map<string, Taken>();
  let done: Sample[] = [];

  const put = (member: string, metric: Metric, atMs: number, value: number | null | undefined): void => {
    if (value === null || value === undefined || !Number.isFinite(value)) return;
    const kept = toKept(metric, value);
    const stepMs = atMs - (atMs % SAMPLE_STEP_MS);
    const key = `${member} ${metric}`;
    const step = open.get(key);
    if (step?.atMs === stepMs) {
      step.count += 1;
      step.sum += kept;
      step.min = Math.min(step.min, kept);
      step.max = Math.max(step.max, kept);
      return;
    }
    if (step !== undefined) done.push(step);
    open.set(key, { member, metric, atMs: stepMs, count: 1, min: kept, sum: kept, max: kept });
  };

  return {
    take({ server_name: name, probe, vitals }, nowMs, detail) {
      const was = taken.get(name) ?? { ...ONCE };
      taken.set(name, was);
      const isNew = (what: keyof Taken, atMs: number | null): atMs is number => {
        if (atMs === null || atMs <= was[what]) return false;
        was[what] = atMs;
        return true;
      };
      if (isNew('probe', probe.observedAtMs)) {
        put(name, 'answered', probe.observedAtMs, probe.state === 'answering' ? 1 : 0);
        put(name, 'latency', probe.observedAtMs, probe.latencyMs);
      }
      if (isNew('state', vitals.stateAtMs)) {
        const [one, five, fifteen] = vitals.load ?? [];
        put(name, 'load1', vitals.stateAtMs, one);
        put(name, 'load5', vitals.stateAtMs, five);
        put(name, 'load15', vitals.stateAtMs, fifteen);
        put(name, 'memoryFree', vitals.stateAtMs, vitals.memory?.freeBytes);
        put(name, 'processes', vitals.stateAtMs, detail()?.state.value?.sysinfo.processes);
      }
      if (isNew('resources', vitals.resourcesAtMs)) {
        put(name, 'memoryUsed', vitals.resourcesAtMs, vitals.memory?.usedBytes);
      }
      if (isNew('pools', vitals.poolsAtMs)) {
        for (const { name: pool, space } of detail()?.pools.value ?? [])
          put(name, poolMetric(pool), vitals.poolsAtMs, space?.used);
      }
      if (vitals.instances !== null && nowMs - was.counts >= COUNT_EVERY_MS) {
        was.counts = nowMs;
        put(name, 'instances', nowMs, totalInstances(vitals.instances));
      }
    },
    ended(nowMs) {
      for (const [key, step] of open) {
        if (step.atMs + SAMPLE_STEP_MS > nowMs) continue;
        done.push(step);
        open.delete(key);
      }
      const ready = done;
      done = [];
      return ready;
    },
    rest() {
      const all = [...done, ...open.values()];
      done = [];
      open.clear();
      return all;
    },
  };
}
