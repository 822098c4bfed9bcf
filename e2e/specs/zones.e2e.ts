import {
  awaitKeyboard,
  expect,
  expectAccessible,
  expectNoSidewaysScroll,
  pressAll,
  test,
} from '../fixtures.ts';

/** A page of a time in which nothing had been recorded, which needs no cluster to have a past. */
const AT = 'at=2026-07-01T12:00:00Z';

test('any zone is found by a city in it, and stays in the address', async ({ board }) => {
  const { page, header } = board;
  await board.open('/clusters/prod');
  await awaitKeyboard(page);
  await header.getByRole('button', { name: 'Another zone' }).click();
  const dialog = page.getByRole('dialog', { name: 'Times in another zone' });
  await dialog.getByRole('combobox', { name: 'Find a time zone' }).fill('new york');
  await expect(dialog.getByRole('option')).toHaveText([/^America\/New York/]);
  await expectAccessible(page, 'zones to choose from');
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await expect(page).toHaveURL('/clusters/prod?zone=America%2FNew_York');
  await expect(header.getByRole('link', { name: 'New York' })).toHaveAttribute('aria-current', 'true');
  await expect(page.getByRole('region', { name: 'Activity' })).toContainText(
    /since .*\d\d:\d\d:\d\d GMT-[45]/,
  );

  await board.row('node-1').getByRole('link').click();
  await expect(page).toHaveURL('/clusters/prod/members/node-1?zone=America%2FNew_York');
  await expect(page.getByRole('region', { name: 'We see' })).toContainText(/GMT-[45]/);

  await pressAll(page, 'g z');
  await expect(dialog.getByRole('combobox')).toBeFocused();
  await page.keyboard.type('nowhere');
  await expect(dialog).toContainText('No zone has such a name.');
  await page.keyboard.press('Escape');
  await header.getByRole('link', { name: 'UTC' }).click();
  await expect(page).toHaveURL('/clusters/prod/members/node-1');
});

test('a zone that there is not is UTC', async ({ board }) => {
  await board.open('/clusters/prod?zone=Mars/Olympus');
  await expect(board.page.getByRole('region', { name: 'Activity' })).toContainText(/since .* UTC/);
});

test('summer and winter have their own offsets', async ({ board, page }) => {
  const band = page.getByRole('region', { name: 'Moment' });
  await page.goto(`/clusters/prod?zone=Europe/Berlin&${AT}`);
  await expect(band).toContainText('Viewing 1 Jul 2026, 14:00:00 CEST');
  await expect(page).toHaveTitle(/^1 Jul 2026, 14:00:00 CEST · /);
  await page.goto('/clusters/prod?zone=Europe/Berlin&at=2026-01-01T12:00:00Z');
  await expect(band).toContainText('Viewing 1 Jan 2026, 13:00:00 CET');
  await board.header.getByRole('link', { name: 'UTC' }).click();
  await expect(band).toContainText('Viewing 1 Jan 2026, 12:00:00 UTC');
});

test('a typed time is one of the zone, also where its clocks were changed', async ({ page }) => {
  await page.goto(`/clusters/prod?zone=Europe/Berlin&${AT}`);
  const band = page.getByRole('region', { name: 'Moment' });
  const field = band.getByRole('textbox', { name: 'Go to a moment, in CEST' });
  await expect(field).toHaveValue('2026-07-01 14:00:00');

  await field.fill('2026-03-29 02:30');
  await field.press('Enter');
  await expect(band.getByRole('status')).toHaveText(/That time never came in Berlin/);
  await expect(field).toHaveAttribute('aria-invalid', 'true');

  await field.fill('2026-10-25 02:30');
  await field.press('Enter');
  await expect(band.getByRole('status')).toContainText('That time came twice in Berlin. Which one?');
  await expectAccessible(page, 'a time that came twice');
  await band.getByRole('button', { name: '25 Oct 2026, 02:30:00 CET' }).click();
  await expect(page).toHaveURL(/at=2026-10-25T01%3A30%3A00Z/);
  await expect(band).toContainText('Viewing 25 Oct 2026, 02:30:00 CET');

  await page.goBack();
  await expect(field).toHaveValue('2026-07-01 14:00:00');
  await field.fill('2026-06-30 23:59:59');
  await band.getByRole('button', { name: 'Go' }).click();
  await expect(page).toHaveURL(/at=2026-06-30T21%3A59%3A59Z/);

  await field.fill('soon');
  await field.press('Enter');
  await expect(band.getByRole('status')).toHaveText(/Write it like 2026-11-20 03:12:07/);
  await field.fill('2199-01-01');
  await field.press('Enter');
  await expect(band.getByRole('status')).toHaveText('That has not come yet.');
});

test('fits a phone, in any zone', async ({ newVisitor }) => {
  const { page } = await newVisitor({ viewport: { width: 390, height: 844 }, hasTouch: true });
  for (const zone of ['utc', 'America/Argentina/ComodRivadavia', 'Asia/Kolkata']) {
    await page.goto(`/clusters/prod?zone=${zone}&${AT}`);
    await expect(page.getByRole('region', { name: 'Moment' })).toBeVisible();
    await expectNoSidewaysScroll(page, zone);
  }
});
