import type { Faults } from './control.ts';
import type { Fault } from './faults/fault.ts';
import { memberFaults } from './faults/members.ts';
import { workloadFaults } from './faults/workload.ts';

/** The one table of everything that can be done to the simulated cluster: programs call the methods of these names, HTTP
 *  posts to `/control/NAME`, and README lists them. */
export const faults: Record<keyof Faults, Fault<Faults>> = { ...memberFaults, ...workloadFaults };

/** Narrows a name that came from outside. */
export const isFaultName = (candidate: string): candidate is keyof Faults => Object.hasOwn(faults, candidate);
