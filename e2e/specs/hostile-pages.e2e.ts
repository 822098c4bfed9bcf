/** Everything that a cluster can be called by, and everything that it can say, on every page. */
import type { Page } from '@playwright/test';
import { awaitKeyboard, expect, expectNoSidewaysScroll, test } from '../fixtures.ts';

const MARKUP = '<img src=x onerror=alert(1)><script>alert(2)</script>';
/** Never ended: what comes after it would be turned around, too. */
const BACKWARDS = 'node\u202Eenilffo';
const LONG = 'endless'.repeat(1500);
const LINES = 'first line\r\n\n\n\tthird\u2028line\u0000\u001b[31mred\u200B';
const SHEET = '=HYPERLINK("http://evil.example","here")';
const MARKDOWN = '](http://evil.example) **bold** ![x](http://evil.example/x.png) `';
const TEXTS = [MARKUP, BACKWARDS, LONG, LINES, SHEET, MARKDOWN];

test.use({
  plans: { prod: { speed: 10, memberNames: [MARKUP, BACKWARDS, `n-${'x'.repeat(250)}`] } },
  certificate: 'admin',
});

/** Texts with a control of direction in them that could turn around what stands beside them: those that are not set apart. */
const notIsolated = (page: Page): Promise<string[]> =>
  page.evaluate(`(() => {
    const found = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let text = walker.nextNode(); text !== null; text = walker.nextNode()) {
      if (!/[\\u202a-\\u202e\\u2066-\\u2069]/.test(text.data)) continue;
      let element = text.parentElement;
      let apart = false;
      for (;;) {
        const { display, unicodeBidi } = getComputedStyle(element);
        if (unicodeBidi !== 'normal' && unicodeBidi !== 'embed') apart = true;
        if (apart || !display.startsWith('inline') && display !== 'contents') break;
        element = element.parentElement;
      }
      // In a block of its own it can turn around nothing else.
      if (!apart && element.textContent.trim() !== text.data.trim()) found.push(element.tagName + ': ' + element.textContent.slice(0, 120));
    }
    return found;
  })()`);

test('nothing that a cluster says breaks out of its place, on any page', async ({
  board,
  rollcall,
  sim,
  page,
}) => {
  test.setTimeout(180_000);
  await rollcall.hearing('prod');
  const dialogs: string[] = [];
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  const { control } = sim;
  for (const [index, text] of TEXTS.entries()) {
    const member = [MARKUP, BACKWARDS][index % 2] ?? MARKUP;
    await control.setDescription(member, text);
    await control.setFailureDomain(member, text);
    await control.setGroups(member, [text]);
    await control.setGroupDescription(text, text);
    await control.setConfig(member, { [`user.${index}`]: text, 'scheduler.instance': text });
    await control.raiseWarning({ member, type: text, message: text, severity: 'moderate' });
    await control.startOperation({ member, description: text, seconds: 3600 });
    await control.sendLifecycle({ member, action: text, source: text });
    await control.createInstance({ member, name: text, project: text });
  }
  const part = (name: string): string => `/clusters/prod/members/${encodeURIComponent(BACKWARDS)}${name}`;
  const pages = [
    '/',
    '/clusters/prod',
    '/clusters/prod?columns=name,status,failure-domain,groups,description,url',
    part(''),
    part('/hardware'),
    part('/instances'),
    part('/storage'),
    part('/events'),
    part('/raw'),
    `/clusters/prod/members/${encodeURIComponent(MARKUP)}`,
    '/clusters/prod/timeline',
    '/clusters/prod/compare?from=now&to=now',
    '/wall',
    '/wall/prod',
    '/help/wall',
    '/settings',
  ];
  await board.open('/clusters/prod');
  // Of the last ones: a later text may have come in the place of an earlier one within a beat.
  await expect(board.activity).toContainText('HYPERLINK');
  await expect(board.activity).toContainText('**bold**');
  for (const path of pages) {
    await page.goto(path);
    await expect(board.title).toBeVisible();
    // What is looked for is there to be found.
    if (path === '/clusters/prod' || path === part(''))
      await expect(page.getByRole('main')).toContainText(BACKWARDS);
    await expect(page).toHaveTitle(/Rollcall|prod/);
    for (const size of [
      { width: 1440, height: 900 },
      { width: 390, height: 844 },
    ]) {
      await page.setViewportSize(size);
      await expect(page.locator('img, iframe, script:not([src]), [onerror]')).toHaveCount(0);
      await expectNoSidewaysScroll(page, path);
      expect([path, await notIsolated(page)]).toEqual([path, []]);
    }
    // A tab has one line for it, and the browser's own words beside it.
    expect([path, await page.title()]).toEqual([
      path,
      expect.not.stringMatching(/[\p{Cc}\u2028\u202a-\u202e\u2066-\u2069]/u),
    ]);
  }
  await page.setViewportSize({ width: 1440, height: 900 });
  await board.open('/clusters/prod');
  await awaitKeyboard(page);
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog', { name: 'Find' }).getByRole('combobox')).toBeFocused();
  await page.keyboard.type('node');
  await expect(page.getByRole('option').filter({ hasText: 'enilffo' }).first()).toBeVisible();
  await expect(page.locator('img, iframe, script:not([src])')).toHaveCount(0);
  expect(await notIsolated(page)).toEqual([]);
  expect(dialogs).toEqual([]);
});
