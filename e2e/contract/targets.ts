import type { TestCluster } from '../clusters/cluster.ts';
import { findIncus, startIncus } from '../clusters/incus.ts';
import { findLxd, startLxd } from '../clusters/lxd.ts';
import type { RealOptions } from '../clusters/real.ts';
import { startSimulated, type SimulatedGuise } from '../clusters/simulated.ts';
import type { Found, Software } from '../clusters/software.ts';
import type { Tempo } from './subject.ts';

/** A cluster to be checked, or why it can't be here. */
export type Target = { title: string } & (Startable | { missing: string });

type Startable = { real: boolean; start(): Promise<TestCluster>; tempo: Tempo };

/** The least that LXD and Incus take: less waiting for heartbeats than with their own 20 s. */
const SHORT_THRESHOLD_S = 11;

type Start = (options: RealOptions) => Promise<TestCluster>;

const real = (product: string, software: Found<Software>, start: Start): Target =>
  'missing' in software
    ? { title: `real ${product}`, missing: software.missing }
    : {
        title: `real ${software.label}`,
        real: true,
        start: () => start({ offlineThresholdS: SHORT_THRESHOLD_S }),
        tempo: { speed: 1, offlineThresholdMs: SHORT_THRESHOLD_S * 1000 },
      };

const SIMULATED_SPEED = 10;

const simulated = (guise: SimulatedGuise): Target => ({
  title: `simulated ${guise}`,
  real: false,
  start: () => startSimulated({ guise, speed: SIMULATED_SPEED }),
  // Theirs is the 20 s that the products have unless told.
  tempo: { speed: SIMULATED_SPEED, offlineThresholdMs: 20_000 / SIMULATED_SPEED },
});

export const targets: readonly Target[] = [
  simulated('lxd-5.0'),
  simulated('incus-6'),
  real('LXD', await findLxd(), startLxd),
  real('Incus', await findIncus(), startIncus),
];
