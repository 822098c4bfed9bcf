/** Somebody got markup or code into the page in spite of all: the browser, told so by the proxy, does nothing with it. */
import type { Browser, Page } from '@playwright/test';
import { expect, startOtherSite, test } from '../fixtures.ts';

/** Markup, as a proxy that escaped nothing would send it. Whatever runs of it says so in the title. */
const MARKUP = `
  <base href="http://evil.example/">
  <script>document.title = 'ran: inline';</script>
  <script src="http://evil.example/x.js"></script>
  <script src="data:text/javascript,document.title='ran: data'"></script>
  <script type="module">document.title = 'ran: module';</script>
  <script type="importmap">{"imports":{"react":"http://evil.example/x.js"}}</script>
  <img src="x" onerror="document.title = 'ran: onerror'">
  <img src="http://evil.example/beacon.png">
  <svg onload="document.title = 'ran: svg'"></svg>
  <iframe srcdoc="<script>parent.document.title = 'ran: srcdoc'</script>"></iframe>
  <iframe src="javascript:parent.document.title = 'ran: frame'"></iframe>
  <object data="data:text/html,<script>parent.document.title='ran: object'</script>"></object>
  <link rel="stylesheet" href="http://evil.example/x.css">
  <style>body { display: none }</style>
  <p style="position:fixed" id="styled">styled</p>
  <form action="http://evil.example/" id="form"><input name="a"></form>
  <a href="javascript:document.title = 'ran: link'" id="link">link</a>`;

/** Code that got among our own, and tries each way from a text to more code. What it says is what each attempt came to. */
const SINKS = `
  const attempts = {
    eval: () => eval('1'),
    Function: () => new Function('return 1')(),
    setTimeout: () => setTimeout('document.title = "ran: timeout"', 0),
    innerHTML: () => { document.body.innerHTML += '<img src=x onerror="document.title=1">'; },
    outerHTML: () => { document.createElement('p').appendChild(document.createElement('b')).outerHTML = '<i>x</i>'; },
    insertAdjacentHTML: () => document.body.insertAdjacentHTML('beforeend', '<b>x</b>'),
    write: () => document.write('<b>x</b>'),
    fragment: () => document.createRange().createContextualFragment('<b>x</b>'),
    parser: () => new DOMParser().parseFromString('<b>x</b>', 'text/html'),
    srcdoc: () => { document.createElement('iframe').srcdoc = '<b>x</b>'; },
    scriptText: () => { document.createElement('script').text = 'document.title = "ran: text"'; },
    scriptSrc: () => { document.createElement('script').src = '/assets/x.js'; },
    handler: () => document.body.setAttribute('onclick', 'document.title = "ran: handler"'),
    worker: () => new Worker('/assets/x.js'),
    policy: () => trustedTypes.createPolicy('default', { createHTML: (text) => text }),
    open: () => { const frame = document.createElement('iframe'); frame.src = 'javascript:1'; document.body.append(frame); throw new Error('Refused: see the title'); },
  };
  const came = {};
  for (const [name, attempt] of Object.entries(attempts)) {
    try { attempt(); came[name] = 'done'; } catch (error) { came[name] = error.name; }
  }
  window.came = came;`;

/** A page without the fixtures' ear for complaints: here the browser has to complain. */
async function visit(browser: Browser, baseURL: string | undefined): Promise<Page> {
  const context = await browser.newContext(baseURL === undefined ? {} : { baseURL });
  return context.newPage();
}

test('markup in the page itself does nothing', async ({ browser, baseURL }) => {
  const page = await visit(browser, baseURL);
  /** What gets as far as the network: a request that the policy stops is said to begin, too. */
  const reached: string[] = [];
  await page.route('http://evil.example/**', (route) => {
    reached.push(route.request().url());
    return route.abort();
  });
  await page.route('**/clusters/prod', async (route) => {
    const response = await route.fetch();
    const body = (await response.text()).replace('<div id="root">', `${MARKUP}<div id="root">`);
    // The headers stay as the proxy sent them, but for the length.
    const { 'content-length': _length, 'content-encoding': _encoding, ...headers } = response.headers();
    await route.fulfill({ status: 200, headers, body });
  });
  await page.goto('/clusters/prod');
  // The page itself works beside it.
  await expect(page.getByRole('row', { name: /node-1/ })).toBeVisible();
  await page.locator('#link').click();
  await expect(page.locator('#styled')).toHaveCSS('position', 'static');
  await expect(page.locator('body')).toHaveCSS('display', 'block');
  await expect(page).toHaveTitle(/prod/);
  const refused = page.waitForEvent('console', (message) => message.text().includes('form-action'));
  await page.locator('#form').evaluate((form: { submit(): void }) => form.submit());
  await refused;
  expect(page.url()).toBe(`${baseURL}/clusters/prod`);
  expect(reached).toEqual([]);
  await page.context().close();
});

test('code among our own can make no more code of texts', async ({ browser, baseURL }) => {
  const page = await visit(browser, baseURL);
  await page.route('**/assets/injected.js', (route) =>
    route.fulfill({ contentType: 'text/javascript', body: SINKS }),
  );
  await page.route('**/clusters/prod', async (route) => {
    const response = await route.fetch();
    const body = (await response.text()).replace(
      '</body>',
      '<script src="/assets/injected.js"></script></body>',
    );
    const { 'content-length': _length, 'content-encoding': _encoding, ...headers } = response.headers();
    await route.fulfill({ status: 200, headers, body });
  });
  await page.goto('/clusters/prod');
  await expect(page.getByRole('row', { name: /node-1/ })).toBeVisible();
  const came = await page.evaluate<Record<string, string>>('window.came');
  expect(Object.keys(came).length).toBe(16);
  expect(Object.entries(came).filter(([, ending]) => ending === 'done')).toEqual([]);
  await expect(page).not.toHaveTitle(/ran/);
  await page.context().close();
});

test('another site can neither frame it, nor read from it, nor hold on to its window', async ({
  browser,
  baseURL,
  rollcall,
}) => {
  const page = await visit(browser, baseURL);
  const site = await startOtherSite(`<h1>other</h1><iframe src="${rollcall.url}/"></iframe>`);
  const refused = page.waitForEvent('console', (message) => message.text().includes('frame-ancestors'));
  await page.goto(site.url);
  expect((await refused).text()).toContain(rollcall.url);
  const tried = (code: string) =>
    page.evaluate<string>(`(async () => { ${code} })().then(() => 'done', () => 'refused')`);
  for (const path of [
    '/',
    '/api/clusters',
    '/api/stream',
    '/1.0/cluster',
    '/healthz',
    '/api/clusters/prod/export',
  ]) {
    expect([path, await tried(`await fetch('${rollcall.url}${path}')`)]).toEqual([path, 'refused']);
    // What a page may not read it may still ask for; not even that comes in.
    expect([path, await tried(`await fetch('${rollcall.url}${path}', { mode: 'no-cors' })`)]).toEqual([
      path,
      'refused',
    ]);
  }
  const event = (kind: string, code: string) =>
    tried(
      `await new Promise((resolve, reject) => { const it = ${code}; it.on${kind} = resolve; it.onerror = reject; })`,
    );
  const { host } = new URL(rollcall.url);
  expect(await event('open', `new EventSource('${rollcall.url}/api/stream')`)).toBe('refused');
  expect(await event('open', `new WebSocket('ws://${host}/1.0/events')`)).toBe('refused');
  expect(await event('load', `Object.assign(new Image(), { src: '${rollcall.url}/icon.svg' })`)).toBe(
    'refused',
  );
  const [popup] = await Promise.all([
    page.context().waitForEvent('page'),
    page.evaluate(`window.popup = window.open('${rollcall.url}/clusters/prod')`),
  ]);
  await expect(popup).toHaveTitle(/prod/);
  // Severed from whoever opened it: to that one the window looks closed.
  expect(await page.evaluate('window.popup.closed')).toBe(true);
  expect(await popup.evaluate('window.opener')).toBeNull();
  await page.context().close();
  await site.close();
});
