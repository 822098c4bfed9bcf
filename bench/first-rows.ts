/** How long a visitor waits for the members: from the start of the navigation to the first painted row. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser } from 'playwright';
import { goUntilRows, newVisitor, openUntilRows, startBrowser } from './actors/browser.ts';
import { type Nginx, startNginx } from './actors/nginx.ts';
import { startRollcall } from './actors/rollcall.ts';
import { startSimulated } from './actors/upstream.ts';
import { type Wire, recordWire } from './actors/wire.ts';
import { runBenchmark } from './harness/command.ts';
import { figure, withRange } from './harness/format.ts';
import type { Findings } from './harness/report.ts';
import { warmInTurns } from './harness/rounds.ts';
import { inScope } from './harness/scope.ts';
import { ratios, spreadOf } from './harness/statistics.ts';
import { plainPage } from './page/plain-page.ts';

const SIZES = [3, 60, 1000];
/** What a page still asks for after it has shown the members belongs to its first load, too. */
const AFTER_ROWS_MS = 1500;

type Visit = { coldMs: number; warmMs: number };
type Found = { size: number; rollcall: Visit[]; plain: Visit[]; wire: Wire; gzipBytes: number };

/** A first visit and a second one. */
async function visit(browser: Browser, url: string): Promise<Visit> {
  const visitor = await newVisitor(browser);
  const cold = await openUntilRows(visitor, url);
  await cold.page.close();
  const warm = await openUntilRows(visitor, url);
  await visitor.close();
  return { coldMs: cold.ms, warmMs: warm.ms };
}

/** In a visit of its own, for it takes time to look. */
async function wireOf(browser: Browser, url: string): Promise<Wire> {
  const visitor = await newVisitor(browser);
  const page = await visitor.newPage();
  const wireSoFar = await recordWire(page);
  await goUntilRows(page, url);
  await sleep(AFTER_ROWS_MS);
  await visitor.close();
  return wireSoFar();
}

/** Browsers that speak brotli never see it, but it is what other pages are compared by. Without the heads. */
async function gzipBytesOf(urls: readonly string[]): Promise<number> {
  const lengths = urls.map(async (url) => {
    const answer = await fetch(url, { method: 'HEAD', headers: { 'accept-encoding': 'gzip' } });
    return Number(answer.headers.get('content-length'));
  });
  return (await Promise.all(lengths)).reduce((sum, bytes) => sum + bytes, 0);
}

const columns = ['', 'cold, ms', 'warm, ms', 'cold, x plain page', 'warm, x plain page'];

function rowsOf({ size, rollcall, plain }: Found): string[][] {
  const cold = (visits: readonly Visit[]) => visits.map(({ coldMs }) => coldMs);
  const warm = (visits: readonly Visit[]) => visits.map(({ warmMs }) => warmMs);
  const spread = (samples: readonly number[]): string => withRange(spreadOf(samples));
  return [
    [
      `Rollcall, ${size} members`,
      spread(cold(rollcall)),
      spread(warm(rollcall)),
      spread(ratios(cold(rollcall), cold(plain))),
      spread(ratios(warm(rollcall), warm(plain))),
    ],
    [`plain page, ${size} rows`, spread(cold(plain)), spread(warm(plain)), '1', '1'],
  ];
}

function wireRow({ size, wire, gzipBytes }: Found): string[] {
  const kB = (bytes: number): string => figure(bytes / 1000);
  const { requests, script, style, font, document, data } = wire;
  const code = [kB(script), kB(style), kB(script + style), kB(gzipBytes)];
  return [`${size} members`, String(requests), ...code, kB(font), kB(document), kB(data)];
}

type Scene = {
  size: number;
  browser: Browser;
  nginx: Nginx;
  rounds: number;
  progress(text: string): void;
};

function measureSize({ size, browser, nginx, rounds, progress }: Scene): Promise<Found> {
  return inScope(async (scope) => {
    const rollcall = await startRollcall(scope, await startSimulated(scope, size));
    const page = `${rollcall.url}/clusters/${rollcall.key}`;
    const contenders = [
      { name: `Rollcall, ${size} members`, measure: () => visit(browser, page) },
      { name: `plain page, ${size} rows`, measure: () => visit(browser, `${nginx.url}/${size}.html`) },
    ];
    const [ours = [], plain = []] = (await warmInTurns(contenders, rounds, progress)).values();
    const wire = await wireOf(browser, page);
    return { size, rollcall: ours, plain, wire, gzipBytes: await gzipBytesOf(wire.codeUrls) };
  });
}

await runBenchmark({
  name: 'first-rows',
  summary:
    'From the start of the navigation to the first painted row of members, in headless Chromium, beside a plain page.',
  rounds: 15,
  async measure({ rounds }, scope, progress): Promise<Findings> {
    const root = await scope.directory();
    for (const size of SIZES) await writeFile(join(root, `${size}.html`), plainPage(size));
    const nginx = await startNginx(scope, { workers: 1, cores: 'server', root });
    const browser = await startBrowser(scope);
    const found: Found[] = [];
    const missing: string[] = [];
    for (const size of SIZES) {
      try {
        found.push(await measureSize({ size, browser, nginx, rounds, progress }));
      } catch (error) {
        // What the others gave took minutes, and stands.
        process.exitCode = 1;
        missing.push(
          `**${size} members could not be measured**: ${error instanceof Error ? error.message : String(error)}.`,
        );
      }
    }
    return {
      tables: [
        { title: 'Navigation to rows visible', columns, rows: found.flatMap(rowsOf) },
        {
          title: 'The first load on the wire, kB as they come, compressed and with their heads',
          columns: [
            '',
            'requests',
            'script',
            'style',
            'script + style',
            'the same by gzip',
            'fonts',
            'document',
            'data',
          ],
          rows: found.map(wireRow),
        },
      ],
      series: found.flatMap(({ size, rollcall, plain }) =>
        Object.entries({ rollcall, plain }).flatMap(([name, visits]) => [
          { name: `${name}, ${size} members, cold`, unit: 'ms', samples: visits.map(({ coldMs }) => coldMs) },
          { name: `${name}, ${size} members, warm`, unit: 'ms', samples: visits.map(({ warmMs }) => warmMs) },
        ]),
      ),
      notes: [
        ...missing,
        `${rounds} rounds in turns after one that does not count. Cold: the first visit of a new profile. Warm: its second. One ` +
          'browser process serves all of them, so that its own start is in none of the figures.',
        'The plain page has the same number of rows, and no script or style; it comes from nginx: what is left for a page to ' +
          'be better than.',
        '"data" is what had come of the stream and of /api after some 1.5 s.',
      ],
    };
  },
});
