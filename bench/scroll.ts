/** Whether the table of 1,000 members keeps up with the screen while it is scrolled and its data change. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright';
import { newVisitor, openUntilRows, startBrowser } from './actors/browser.ts';
import { startNginx } from './actors/nginx.ts';
import { startRollcall } from './actors/rollcall.ts';
import { startSimulated } from './actors/upstream.ts';
import { runBenchmark } from './harness/command.ts';
import { figure, percent } from './harness/format.ts';
import { frameFigures } from './harness/frames.ts';
import type { Findings } from './harness/report.ts';
import { inTurns } from './harness/rounds.ts';
import { plainPage } from './page/plain-page.ts';
import { type ScrollFindings, scrollMembers } from './page/scroll.ts';

const MEMBERS = 1000;
const SCROLL = { forMs: 10_000, pxPerSecond: 4000 };

type Sample = ScrollFindings & { heapBefore: number; heapAfter: number };

/** Bytes that are in use after everything unused has been taken away. */
async function usedHeap(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  return usedSize;
}

async function scroll(browser: Browser, url: string): Promise<Sample> {
  const visitor = await newVisitor(browser);
  const { page } = await openUntilRows(visitor, url);
  const heapBefore = await usedHeap(page);
  const findings = await page.evaluate(scrollMembers, SCROLL);
  const heapAfter = await usedHeap(page);
  await visitor.close();
  if (findings.travelledPx === 0) throw new Error(`${url} could not be scrolled`);
  return { ...findings, heapBefore, heapAfter };
}

function rowOf(name: string, samples: readonly Sample[]): string[] {
  const { p50, p95, max, dropped } = frameFigures(samples.flatMap(({ frames }) => frames));
  const longTasks = samples.flatMap((sample) => sample.longTasks);
  const per = (sum: number): string => figure(sum / samples.length);
  const mebibytes = (of: (sample: Sample) => number): string =>
    per(samples.reduce((sum, each) => sum + of(each), 0) / 2 ** 20);
  return [
    name,
    figure(p50),
    figure(p95),
    figure(max),
    percent(dropped),
    per(longTasks.length),
    longTasks.length === 0 ? '–' : figure(Math.max(...longTasks)),
    per(samples.reduce((sum, { mutations }) => sum + mutations, 0)),
    mebibytes(({ heapBefore }) => heapBefore),
    mebibytes(({ heapBefore, heapAfter }) => heapAfter - heapBefore),
  ];
}

await runBenchmark({
  name: 'scroll',
  summary: `Frames, long tasks and memory while ${MEMBERS} members are scrolled for ${SCROLL.forMs / 1000} s, live.`,
  rounds: 2,
  async measure({ rounds }, scope, progress): Promise<Findings> {
    const root = await scope.directory();
    await writeFile(join(root, 'plain.html'), plainPage(MEMBERS));
    const nginx = await startNginx(scope, { workers: 1, cores: 'server', root });
    const rollcall = await startRollcall(scope, await startSimulated(scope, MEMBERS));
    const browser = await startBrowser(scope);
    const samples = await inTurns(
      [
        { name: 'Rollcall', measure: () => scroll(browser, `${rollcall.url}/clusters/${rollcall.key}`) },
        { name: 'plain page', measure: () => scroll(browser, `${nginx.url}/plain.html`) },
      ],
      rounds,
      progress,
    );
    return {
      tables: [
        {
          title: `${MEMBERS} members`,
          columns: [
            '',
            'frame p50, ms',
            'p95, ms',
            'longest, ms',
            'frames dropped',
            'tasks over 50 ms',
            'longest task, ms',
            'changes of the document',
            'heap, MiB',
            'heap growth, MiB',
          ],
          rows: [...samples].map(([name, of]) => rowOf(name, of)),
        },
      ],
      series: [...samples].flatMap(([name, of]) => [
        { name: `${name}, frames`, unit: 'ms', samples: of.flatMap(({ frames }) => frames) },
        { name: `${name}, long tasks`, unit: 'ms', samples: of.flatMap(({ longTasks }) => longTasks) },
        {
          name: `${name}, heap growth`,
          unit: 'bytes',
          samples: of.map((each) => each.heapAfter - each.heapBefore),
        },
      ]),
      notes: [
        `${SCROLL.pxPerSecond} px/s down and up again; counts are per round of ${SCROLL.forMs / 1000} s. Chromium draws in software here, on the cores ` +
          'that the cluster and Rollcall use, too. The plain page, which changes nothing, shows what that alone takes.',
        'Heap: after a forced collection, before and after the scrolling.',
      ],
    };
  },
});
