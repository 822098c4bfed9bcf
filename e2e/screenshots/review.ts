import { setTimeout as sleep } from 'node:timers/promises';
import { describeHappening, type Happening, playIncident } from '../clusters/incident.ts';
import { listenToLxd } from '../system/lxd-truth.ts';
import { takePast } from './review-pictures.ts';
import { CLUSTER, type Scenery } from './scenery.ts';

/** How long each trouble goes on after the cluster has noticed it: long enough to be seen on a lane. */
const LINGER_MS = 20_000;
/** What is quiet before and after, in the pictures of the whole of it. */
const QUIET_MS = 40_000;

/** Makes an incident, lets it become the past, and takes the pictures of its review, in the order of docs/incident-review.md. */
export async function takeReview({ cluster, watch, page, url }: Scenery): Promise<void> {
  const isWell = (): Promise<void> =>
    page.getByRole('heading', { level: 1, name: 'All 3 members are online and answer us.' }).waitFor();
  await page.goto(`${url}/clusters/${CLUSTER}`);
  await isWell();
  const beganAtMs = Date.now();
  await sleep(QUIET_MS);
  const truth = listenToLxd(cluster);
  let happenings: Happening[];
  try {
    happenings = await playIncident({
      cluster,
      truth,
      watch,
      linger: () => sleep(LINGER_MS),
      tell: (happening) => process.stdout.write(`${describeHappening(happening)}\n`),
    });
  } finally {
    await truth.close();
  }
  await isWell();
  await sleep(QUIET_MS);
  await takePast(page, url, { beganAtMs, endedAtMs: Date.now(), happenings });
}
