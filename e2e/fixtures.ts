/** `test` with a world of its own for each: simulated clusters, a real proxy as a process, and a page of it. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, type BrowserContextOptions, type TestInfo } from '@playwright/test';
import type { Sim } from '../proxy/sim/sim.ts';
import type { TestCluster } from './clusters/cluster.ts';
import { startLxd } from './clusters/lxd.ts';
import { boardOf, type Board } from './fixtures/board.ts';
import {
  closeClusters,
  startClusters,
  type Certificate,
  type ClusterPlans,
  type Clusters,
  type Reachable,
} from './fixtures/clusters.ts';
import { collectComplaints, slipsOn } from './fixtures/complaints.ts';
import { type PastPlan, writePast } from './fixtures/past.ts';
import { runRollcall, type Rollcall } from './fixtures/rollcall.ts';
import { type SingleSignOn, startSingleSignOn } from './fixtures/single-sign-on.ts';
import { mountSmallDisk, type SmallDisk } from './system/small-disk.ts';

export { expect } from '@playwright/test';
export { accessSettings, logInPageOf, openAs } from './fixtures/access.ts';
export { logInAtProvider } from './fixtures/single-sign-on.ts';
export { expectAccessible } from './fixtures/accessibility.ts';
export type { Sim } from '../proxy/sim/sim.ts';
export type { Board } from './fixtures/board.ts';
export type { Rollcall } from './fixtures/rollcall.ts';
export {
  coverageAddress,
  coverageProblems,
  makeToken,
  placesOn,
  tellingValues,
  watchTruth,
} from './fixtures/coverage.ts';
export { type CoverageRow, PAGES, readCoverage } from './coverage/document.ts';
export type { Truth } from './coverage/truth.ts';
export { startStrangeCluster } from './fixtures/enrolment.ts';
export { pasted } from './fixtures/clipboard.ts';
export { awaitKeyboard, keyboardOf, pressAll } from './fixtures/keyboard.ts';
export { expectApart, expectInside, expectNoSidewaysScroll, scrollTopOf } from './fixtures/layout.ts';
export { goAndComeBack } from './fixtures/absence.ts';
export { startOtherSite } from './fixtures/other-site.ts';
export { coloursOf, hasOutline, recordText } from './fixtures/observe.ts';
export { whyNoLxd } from './system/lxd-here.ts';
export { whyNoSmallDisk } from './system/small-disk.ts';
export { recordRequests } from './fixtures/requests.ts';
export { argumentsIn } from './fixtures/shell.ts';
export {
  type Stretch,
  countDrawn,
  momentIn,
  openTimeline,
  placeOn,
  shownOn,
  stretchIn,
  stretchQuery,
  timelineOf,
} from './fixtures/timeline.ts';
export { fingersOn } from './fixtures/touch.ts';

/** What `test.use()` takes. */
type Options = {
  /** The clusters to simulate by name; one of three members, called prod, unless told. None: the demo. */
  plans: ClusterPlans;
  /** From one roll call to the next. */
  beatMs: number;
  /** What the proxy may see of the clusters: what Rollcall asks for unless told. */
  certificate: Certificate;
  /** What else the proxy is set to. */
  settings: Readonly<Record<string, unknown>>;
  /** For tests in which requests of the page must fail. */
  failedRequestsExpected: boolean;
};

type Fixtures = {
  clusters: Clusters;
  /** The first cluster. */
  sim: Sim;
  rollcall: Rollcall;
  board: Board;
  /** Another browser, as it were: nothing in common with the first but the proxy. */
  newVisitor(options?: BrowserContextOptions): Promise<Board>;
};

export const test = base.extend<Options & Fixtures>({
  plans: [{ prod: { members: 3, speed: 10 } }, { option: true }],
  beatMs: [1000, { option: true }],
  certificate: ['restricted', { option: true }],
  settings: [{}, { option: true }],
  failedRequestsExpected: [false, { option: true }],

  async clusters({ plans }, use) {
    const clusters = await startClusters(plans);
    await use(clusters);
    await closeClusters(clusters);
  },

  async sim({ clusters }, use) {
    const [first] = clusters.values();
    if (first === undefined) throw new Error('The demo has a cluster that nobody else can control.');
    await use(first);
  },

  async rollcall({ clusters, beatMs, certificate, settings }, use, testInfo) {
    await withRollcall(clusters, { beatMs, certificate, settings }, use, testInfo);
  },

  async baseURL({ rollcall }, use) {
    await use(rollcall.url);
  },

  async context({ context, failedRequestsExpected }, use) {
    const complaints = collectComplaints(context, failedRequestsExpected);
    await use(context);
    base.expect(complaints).toEqual([]);
    base.expect(await slipsOn(context), 'values of the program as text').toEqual([]);
  },

  async board({ page }, use) {
    await use(boardOf(page));
  },

  async newVisitor({ browser, failedRequestsExpected }, use) {
    const complaints: (readonly string[])[] = [];
    await use(async (options) => {
      const context = await browser.newContext(options);
      complaints.push(collectComplaints(context, failedRequestsExpected));
      return boardOf(await context.newPage());
    });
    base.expect(complaints.flat()).toEqual([]);
  },
});

/** `test` in which people log in by a provider, at `publicUrl`. */
export const singleSignOnTest = test.extend<{ singleSignOn: SingleSignOn; publicUrl: string }>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads from the pattern what a fixture depends on
  async singleSignOn({}, use) {
    const singleSignOn = await startSingleSignOn();
    await use(singleSignOn);
    await singleSignOn.close();
  },

  async settings({ singleSignOn }, use) {
    await use(singleSignOn.settings);
  },

  async publicUrl({ singleSignOn, rollcall }, use) {
    singleSignOn.leadTo(rollcall.url);
    await use(singleSignOn.publicUrl);
  },
});

/** For so long before the test, nobody looked. */
const NOT_RUNNING_MS = 10 * 60_000;

/** The least that LXD takes: heartbeats come twice as often as by default. */
const OFFLINE_THRESHOLD_S = 11;

/** `test` on a cluster of three real LXD daemons, called prod. */
export const realTest = test.extend<{ real: TestCluster }>({
  beatMs: 2000,

  // oxlint-disable-next-line no-empty-pattern -- Playwright reads from the pattern what a fixture depends on
  async real({}, use) {
    const cluster = await startLxd({ offlineThresholdS: OFFLINE_THRESHOLD_S });
    await use(cluster);
    await cluster.close();
  },

  async rollcall({ real, beatMs, certificate }, use, testInfo) {
    await withRollcall(new Map([['prod', real]]), { beatMs, certificate }, use, testInfo);
  },
});

/** `test` with a proxy that keeps what it remembers on a disk of its own, which can be filled. */
export const diskTest = test.extend<{ disk: SmallDisk }>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads from the pattern what a fixture depends on
  async disk({}, use) {
    const disk = await mountSmallDisk();
    await use(disk);
    await disk.close();
  },

  async rollcall({ clusters, disk, beatMs, certificate }, use, testInfo) {
    await withRollcall(clusters, { beatMs, certificate, dataDir: disk.path }, use, testInfo);
  },
});

/** `test` with a proxy that remembers what others have lived through. */
export const pastTest = test.extend<{ past: PastPlan; dataDir: string }>({
  past: [{ members: 60, days: 30 }, { option: true }],

  async dataDir({ past }, use) {
    const dir = await mkdtemp(join(tmpdir(), 'rollcall-past-'));
    await writePast(dir, past, Date.now() - NOT_RUNNING_MS);
    await use(dir);
    await rm(dir, { recursive: true, force: true });
  },

  async rollcall({ clusters, dataDir, beatMs, certificate }, use, testInfo) {
    await withRollcall(clusters, { beatMs, certificate, dataDir }, use, testInfo);
  },
});

async function withRollcall(
  clusters: ReadonlyMap<string, Reachable>,
  {
    beatMs,
    certificate,
    dataDir,
    settings,
  }: Pick<Options, 'beatMs' | 'certificate'> & { dataDir?: string } & Partial<Pick<Options, 'settings'>>,
  use: (rollcall: Rollcall) => Promise<void>,
  testInfo: TestInfo,
): Promise<void> {
  const run = await runRollcall(clusters, beatMs, certificate, dataDir, settings);
  await use(run.rollcall);
  if (testInfo.status !== testInfo.expectedStatus) {
    await testInfo.attach('rollcall.log', { body: run.output(), contentType: 'text/plain' });
  }
  await run.close();
}
