/** What a photographer finds: a real three-member LXD cluster, a Rollcall that watches it, and a browser. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import playwrightConfig from '../../playwright.config.ts';
import type { TestCluster } from '../clusters/cluster.ts';
import { startLxd } from '../clusters/lxd.ts';
import { startWatch, type Watcher } from '../system/watch.ts';
import { cast } from './cast.ts';

/** The cluster's key and name. */
export const CLUSTER = 'prod-eu';

export type Scenery = { cluster: TestCluster; watch: Watcher; page: Page; url: string };

/** Longer than LXD takes to notice anything, or to mend it. */
const NOTICED_WITHIN_MS = 90_000;

/** Sets it all up, has `work` done there, and takes it down. */
export async function withScenery(work: (scenery: Scenery) => Promise<void>): Promise<void> {
  const undo: (() => Promise<unknown>)[] = [];
  try {
    const cwd = await mkdtemp(join(tmpdir(), 'rollcall-screenshots-'));
    undo.push(() => rm(cwd, { recursive: true, force: true }));
    const cluster = await startLxd();
    undo.push(() => cluster.close());
    await cast(cluster);
    const { clientCert, clientKey, serverCert } = cluster.files;
    const env = {
      LXD_CLUSTER_NAME: CLUSTER,
      LXD_ENDPOINTS: cluster.endpoints.join(','),
      LXD_CLIENT_CERT: clientCert,
      LXD_CLIENT_KEY: clientKey,
      LXD_SERVER_CERT: serverCert,
    };
    const watch = await startWatch({ key: CLUSTER, cwd, env });
    undo.push(() => watch.stop());
    const browser = await chromium.launch(playwrightConfig.use?.launchOptions);
    undo.push(() => browser.close());
    const page = await browser.newPage({ deviceScaleFactor: 1, timezoneId: 'UTC' });
    page.setDefaultTimeout(NOTICED_WITHIN_MS);
    await work({ cluster, watch, page, url: watch.url });
  } finally {
    for (const step of undo.toReversed()) await step();
  }
}
