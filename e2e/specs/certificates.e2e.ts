import { expect, expectAccessible, expectNoSidewaysScroll, test } from '../fixtures.ts';

const SOON = { timeout: 20_000 };

test('the overview says what our certificate may, and until when both are valid', async ({ board, sim }) => {
  await board.open();
  const button = board.totals.getByRole('button', { name: 'restricted' });
  await expect(button).toBeVisible(SOON);
  await expect(button.locator('svg')).toHaveCount(0);
  await button.click();
  const dialog = board.page.getByRole('dialog', { name: 'Certificates' });
  await expect(dialog).toContainText('may change nothing in it');
  await expect(dialog).toContainText(sim.serverFingerprint);
  await expect(dialog).toContainText('npx rollcall enroll --renew prod');
  await expect(dialog.getByText(/^Valid until \d/)).toHaveCount(2);
  await expectAccessible(board.page, 'the certificates');
  await board.page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(button).toBeFocused();
});

test.describe('with an unrestricted certificate', () => {
  test.use({ certificate: 'admin' });

  test('the overview calls it out', async ({ board }) => {
    await board.open();
    const button = board.totals.getByRole('button', { name: 'unrestricted' });
    await expect(button.locator('svg')).toHaveCount(1, SOON);
    await button.click();
    await expect(board.page.getByRole('dialog', { name: 'Certificates' })).toContainText(
      'Whoever gets hold of its key may change everything in the cluster.',
    );
  });
});

for (const viewport of [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
]) {
  test(`a changed certificate of the cluster is told with both fingerprints and the steps, at ${viewport.width}`, async ({
    board,
    rollcall,
    sim,
  }) => {
    const before = sim.serverFingerprint;
    await board.page.setViewportSize(viewport);
    await board.open();
    // By which it is seen at once, and not within a minute.
    await rollcall.hearing('prod');
    const after = await sim.control.updateCertificate();
    const panel = board.page.getByRole('region', { name: 'Another certificate' });
    await expect(panel).toContainText('presented by 3 of 3', SOON);
    await expect(panel).toContainText(after);
    await expect(panel).toContainText(before);
    await expect(panel).toContainText(`npx rollcall enroll --accept ${after} --name prod`);
    await expect(panel).toContainText('lxc info | grep certificate_fingerprint');
    await expect(board.verdict).toContainText(
      `another certificate (${after.slice(0, 12)}) than the pinned one (${before.slice(0, 12)})`,
    );
    await expect(board.page.getByText('presents another certificate:').first()).toBeVisible();
    await expectNoSidewaysScroll(board.page, 'a changed certificate');
    await expectAccessible(board.page, 'a changed certificate');
  });
}
