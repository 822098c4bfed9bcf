// Rollcall as a whole against a real LXD cluster: started as a process, read over HTTP, while members fail and return.
// All in one file, as they share one cluster; from gentle to hard, each leaves the cluster as it found it.
import { afterAll, beforeAll, describe, it } from 'vitest';
import { whyNoLxd } from './lxd-here.ts';
import { setScene, type Scene } from './scene.ts';
import { followerScenario } from './scenarios/follower.ts';
import { healthyScenario } from './scenarios/healthy.ts';
import { leaderScenarios } from './scenarios/leader.ts';
import { maintenanceScenario } from './scenarios/maintenance.ts';
import { membershipScenario } from './scenarios/membership.ts';
import { pylxdScenario, whyNoPylxd } from './scenarios/pylxd.ts';
import { quorumScenario } from './scenarios/quorum.ts';
import { restartScenario } from './scenarios/restart.ts';
import { secretsScenario } from './scenarios/secrets.ts';
import { wrongPinScenario } from './scenarios/wrong-pin.ts';

const missing = await whyNoLxd();
const missingPylxd = await whyNoPylxd();

describe('Rollcall and a real LXD cluster', () => {
  if (missing !== undefined) {
    it.skip(`not here: ${missing}`);
    return;
  }
  let set: Scene | undefined;
  const scene = () => {
    if (!set) throw new Error('the cluster has not been started');
    return set;
  };
  beforeAll(async () => {
    set = await setScene();
  });
  afterAll(() => set?.close());

  healthyScenario(scene);
  pylxdScenario(scene, missingPylxd);
  secretsScenario(scene);
  wrongPinScenario(scene);
  followerScenario(scene);
  // From here on heartbeats are twice as often: less waiting, and elections outlast the threshold, so that the lists
  // after them are the outdated ones in which everybody is Offline.
  shorterThreshold(scene);
  maintenanceScenario(scene);
  // The daemon of the member that leaves here runs on to the end, and must have no say in what follows.
  membershipScenario(scene);
  leaderScenarios(scene);
  quorumScenario(scene);
  restartScenario(scene);
});

/** The least that LXD takes. */
const SHORT_THRESHOLD_S = 11;

function shorterThreshold(scene: () => Scene): void {
  it('lets the cluster have a shorter offline threshold', async () => {
    await scene().setOfflineThreshold(SHORT_THRESHOLD_S);
  });
}
