import { LOOKS, WALL_DARK, WIDE_DARK, dress, exposeInMotion, photograph } from './camera.ts';
import type { Scenery } from './scenery.ts';

/** The pages as they are while members fail and return. Ends with the quorum lost. */
export async function takeBoard({ cluster, page, url, watch }: Scenery): Promise<void> {
  const says = (sentence: RegExp) =>
    page.getByRole('heading', { level: 1 }).filter({ hasText: sentence }).waitFor();
  const row = (name: string) => page.getByRole('row').filter({ has: page.getByRole('rowheader', { name }) });

  await page.goto(url);
  await says(/^All 3 members are online and answer us\.$/);
  await row(cluster.memberNames[0] ?? '')
    .filter({ hasText: /Online.*1\d\ss/ })
    .waitFor();
  await photograph(page, 'healthy', LOOKS);
  await page.goto(`${url}/settings`);
  await page.getByRole('heading', { level: 1, name: 'How Rollcall is set up' }).waitFor();
  await photograph(page, 'settings', [WIDE_DARK]);
  await page.goBack();

  const leader = await cluster.leader();
  const [follower = '', other = ''] = cluster.memberNames.filter((name) => name !== leader).toReversed();
  await cluster.freeze(follower);
  await says(new RegExp(`^${follower} has been offline for [5-9]\\ss`));
  await row(follower).filter({ hasText: 'no answer' }).waitFor();
  await photograph(page, 'offline', LOOKS);
  await row(follower).click();
  await says(new RegExp(`^${follower}$`));
  // Charts come after the page.
  await page.locator('canvas').nth(2).waitFor();
  await photograph(page, 'member', [WIDE_DARK]);
  await page.goBack();
  await photographWall({ cluster, page, url, watch });

  await cluster.thaw(follower);
  await says(/^All 3 members are online and answer us\.$/);
  await cluster.kill(other);
  await cluster.kill(leader);
  await says(/^Quorum is lost: 1 of 3 voters answers us/);
  // By then LXD's word is too old to stand, and only our own is left.
  await row(leader).filter({ hasText: 'Unknown' }).waitFor();
  await photograph(page, 'quorum-lost', LOOKS);
}

/** The wall while one member is offline, and once the proxy hangs. */
async function photographWall({ page, url, watch }: Scenery): Promise<void> {
  const before = page.url();
  const says = (sentence: RegExp) => page.getByRole('heading', { level: 1 }).filter({ hasText: sentence });
  await dress(page, WALL_DARK);
  await page.goto(`${url}/wall`);
  await says(/has been offline for/).waitFor();
  await exposeInMotion(page, 'wall-dark-1920.png');
  watch.freeze();
  await says(/^Unknown for/).waitFor();
  await exposeInMotion(page, 'wall-old-dark-1920.png');
  watch.thaw();
  await says(/has been offline for/).waitFor();
  await page.goto(before);
}
