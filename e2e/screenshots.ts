/** `node e2e/screenshots.ts`: makes the pictures of docs/screenshots, of a real three-member LXD cluster. As root, on Linux. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from '@playwright/test';
import playwrightConfig from '../playwright.config.ts';
import type { TestCluster } from './clusters/cluster.ts';
import { startLxd } from './clusters/lxd.ts';
import { startProxy } from './proxy-process.ts';

const PICTURES = join(import.meta.dirname, '../docs/screenshots');
const CLUSTER = 'prod-eu';
/** Longer than LXD takes to notice anything, or to mend it. */
const NOTICED_WITHIN_MS = 90_000;

type Look = { colorScheme: 'dark' | 'light'; width: number; height: number };
const WIDE_DARK: Look = { colorScheme: 'dark', width: 1440, height: 900 };
const LOOKS: readonly Look[] = [
  WIDE_DARK,
  { colorScheme: 'light', width: 1440, height: 900 },
  { colorScheme: 'dark', width: 390, height: 844 },
];

const CAST = [
  { name: 'alder', failureDomain: 'hall-a', description: 'Rack A2', groups: ['general'] },
  { name: 'birch', failureDomain: 'hall-b', description: 'Rack B1', groups: ['general'] },
  { name: 'cedar', failureDomain: 'hall-c', description: 'Rack C4, two graphics cards', groups: ['gpu'] },
];

/** Gives the members names and places that tell more than numbers. LXD 5.0 goes by the old name until it is started again. */
async function cast(cluster: TestCluster): Promise<void> {
  for (const [index, name] of [...cluster.memberNames].entries()) {
    const part = CAST[index];
    if (part === undefined) return;
    await cluster.rename(name, part.name);
    await cluster.setFailureDomain(part.name, part.failureDomain);
    await cluster.setDescription(part.name, part.description);
    await cluster.setGroups(part.name, part.groups);
    await cluster.stop(part.name);
    await cluster.start(part.name);
    await cluster.leader();
  }
}

async function photograph(page: Page, subject: string, looks: readonly Look[]): Promise<void> {
  for (const { colorScheme, width, height } of looks) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.setViewportSize({ width, height });
    const path = join(PICTURES, `${subject}-${colorScheme}-${width}.png`);
    await page.screenshot({ path, fullPage: true, animations: 'disabled' });
    process.stdout.write(`${path}\n`);
  }
}

async function takeAll(browser: Browser, cluster: TestCluster, url: string): Promise<void> {
  const page = await browser.newPage({ deviceScaleFactor: 1, timezoneId: 'UTC' });
  page.setDefaultTimeout(NOTICED_WITHIN_MS);
  const says = (sentence: RegExp) =>
    page.getByRole('heading', { level: 1 }).filter({ hasText: sentence }).waitFor();
  const row = (name: string) => page.getByRole('row').filter({ has: page.getByRole('rowheader', { name }) });

  await page.goto(url);
  await says(/^All 3 members are online and answer us\.$/);
  await row(cluster.memberNames[0] ?? '')
    .filter({ hasText: /Online.*1\d\ss/ })
    .waitFor();
  await photograph(page, 'healthy', LOOKS);

  const leader = await cluster.leader();
  const [follower = '', other = ''] = cluster.memberNames.filter((name) => name !== leader).toReversed();
  await cluster.freeze(follower);
  await says(new RegExp(`^${follower} has been offline for [5-9]\\ss`));
  await row(follower).filter({ hasText: 'no answer' }).waitFor();
  await photograph(page, 'offline', LOOKS);
  await row(follower).click();
  await says(new RegExp(`^${follower}$`));
  await photograph(page, 'member', [WIDE_DARK]);
  await page.goBack();

  await cluster.thaw(follower);
  await says(/^All 3 members are online and answer us\.$/);
  await cluster.kill(other);
  await cluster.kill(leader);
  await says(/^Quorum is lost: 1 of 3 voters answers us/);
  // By then LXD's word is too old to stand, and only our own is left.
  await row(leader).filter({ hasText: 'Unknown' }).waitFor();
  await photograph(page, 'quorum-lost', LOOKS);
}

const home = await mkdtemp(join(tmpdir(), 'rollcall-screenshots-'));
const cluster = await startLxd();
try {
  await cast(cluster);
  await mkdir(PICTURES, { recursive: true });
  const { clientCert, clientKey, serverCert } = cluster.files;
  const rollcall = await startProxy({
    cwd: home,
    env: {
      LXD_CLUSTER_NAME: CLUSTER,
      LXD_ENDPOINTS: cluster.endpoints.join(','),
      LXD_CLIENT_CERT: clientCert,
      LXD_CLIENT_KEY: clientKey,
      LXD_SERVER_CERT: serverCert,
    },
  });
  const browser = await chromium.launch(playwrightConfig.use?.launchOptions);
  try {
    await takeAll(browser, cluster, rollcall.url);
  } finally {
    await browser.close();
    await rollcall.stop();
  }
} finally {
  await cluster.close();
  await rm(home, { recursive: true, force: true });
}
