/** The browser that pages are measured in: headless Chromium, doing nothing of its own accord. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, type BrowserContext, type Page, chromium } from 'playwright';
import type { Scope } from '../harness/scope.ts';
import { reportFirstRow } from '../page/first-row.ts';
import { residentBytesOf } from './proc.ts';
import { CHROMIUM } from './programs.ts';

const QUIET = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // The size of the heap is told exactly, and not in steps that hide what grows.
  '--enable-precise-memory-info',
];
const FIRST_ROW_DEADLINE_MS = 30_000;
const BUILT_PAGE = join(import.meta.dirname, '../../dist/index.html');

/** Throws, with what to do, when there is no page to be measured. */
function requireBuiltPage(): void {
  if (!existsSync(BUILT_PAGE)) throw new Error('the page is not built: npm run build');
}

export async function startBrowser(scope: Scope): Promise<Browser> {
  requireBuiltPage();
  // Chromium refuses to sandbox itself when it runs as root.
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return scope.own(await chromium.launch({ executablePath: CHROMIUM, args: [...QUIET, ...asRoot] }));
}

/** Memory that the process of its largest page occupies, bytes. */
export async function rendererBytes(browser: Browser): Promise<number> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  const renderers = processInfo.filter(({ type }) => type === 'renderer');
  return Math.max(0, ...renderers.map(({ id }) => residentBytesOf(id)));
}

/** A visitor who has never been here: nothing cached, nothing stored. */
export async function newVisitor(browser: Browser): Promise<BrowserContext> {
  const visitor = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  await visitor.addInitScript(reportFirstRow, FIRST_ROW);
  return visitor;
}

/** What `reportFirstRow` writes to the console; a page with the strictest policy lets that through. */
const FIRST_ROW = 'bench: first row painted, ms';

/** Opens the address in a new tab; `ms` from the start of the navigation to the first painted row of members. */
export async function openUntilRows(
  visitor: BrowserContext,
  url: string,
): Promise<{ page: Page; ms: number }> {
  const page = await visitor.newPage();
  return { page, ms: await goUntilRows(page, url) };
}

/** The same in a tab that is there already. */
export async function goUntilRows(page: Page, url: string): Promise<number> {
  const painted = page.waitForEvent('console', {
    predicate: (message) => message.text().startsWith(FIRST_ROW),
    timeout: FIRST_ROW_DEADLINE_MS,
  });
  const [message] = await Promise.all([painted, page.goto(url, { waitUntil: 'commit' })]);
  return Number(message.text().slice(FIRST_ROW.length));
}
