// One suite for all clusters that Rollcall must be able to read, so that what the simulation says is what the real ones
// say. All in one file: the real ones share one machine and must come one after the other.
import { afterAll, beforeAll, describe, it } from 'vitest';
import { accessChecks } from './checks/access.ts';
import { certificateChecks } from './checks/certificates.ts';
import { eventChecks } from './checks/events.ts';
import { faultChecks } from './checks/faults.ts';
import { groupChecks } from './checks/groups.ts';
import { instanceChecks } from './checks/instances.ts';
import { maintenanceChecks } from './checks/maintenance.ts';
import { memberChecks } from './checks/members.ts';
import { serverChecks } from './checks/server.ts';
import { operationChecks } from './checks/operations.ts';
import { resourceChecks } from './checks/resources.ts';
import { realityChecks } from './checks/reality.ts';
import { sightChecks } from './checks/sight.ts';
import { storageChecks } from './checks/storage.ts';
import { warningChecks } from './checks/warnings.ts';
import { workEventChecks } from './checks/work-events.ts';
import { workloadAwayChecks } from './checks/workload-away.ts';
import { makeSubject, type Subject } from './subject.ts';
import { targets } from './targets.ts';

for (const target of targets) {
  describe(target.title, () => {
    if ('missing' in target) {
      it.skip(`not here: ${target.missing}`);
      return;
    }
    let subject: Subject | undefined;
    const current = () => {
      if (!subject) throw new Error('the cluster has not been started');
      return subject;
    };
    beforeAll(async () => {
      subject = await makeSubject(await target.start(), target.tempo);
    });
    afterAll(() => subject?.close());

    // From gentle to hard: each leaves the cluster as it found it.
    serverChecks(current);
    memberChecks(current);
    groupChecks(current);
    accessChecks(current);
    certificateChecks(current);
    resourceChecks(current);
    storageChecks(current);
    instanceChecks(current);
    sightChecks(current);
    warningChecks(current);
    operationChecks(current);
    if (target.real) realityChecks(current);
    eventChecks(current);
    workEventChecks(current);
    maintenanceChecks(current);
    workloadAwayChecks(current);
    faultChecks(current);
  });
}
