import type { Enrolling } from '../routes/enrolment.ts';

/** For services that are not asked to enrol anything. */
export const NO_ENROLLING: Enrolling = {
  configFile: '/nowhere/rollcall.yaml',
  enrol: () => Promise.reject(new Error('nobody asked for that')),
  takeUp() {},
};
