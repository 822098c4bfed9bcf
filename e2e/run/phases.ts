import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Need } from '../packages.ts';
import { dependencyBin, ROOT, run, type RunOptions } from './program.ts';
import { readPlaywright, readReport, readVitest } from './reports.ts';
import type { Ending } from './totals.ts';

/** A part of `npm test`. */
export type Phase = {
  name: string;
  title: string;
  /** What the machine has to have for all of it; without one of these the tests concerned skip themselves. */
  needs: readonly Need[];
  /** Without this there is nothing that it could do. */
  cannotDoWithout?: Need;
  /** Whether it looks at the built pages. */
  web: boolean;
  run(filters: readonly string[], options: RunOptions): Promise<Ending>;
};

/** Thousands of them race with clusters and browsers for two cores: one that fails is run again, and told of. */
const SECOND_CHANCES = 1;

const REPORTS = join(ROOT, '.cache/reports');

/** In the order of how soon and how clearly they tell what is wrong. */
export const PHASES: readonly Phase[] = [
  { name: 'unit', title: 'unit tests', needs: [], web: false, run: vitest('unit') },
  {
    name: 'contract',
    title: 'contract tests, on the simulated and on real clusters',
    needs: ['lxd'],
    web: false,
    run: vitest('contract'),
  },
  {
    name: 'system',
    title: 'whole-system tests, on real clusters',
    needs: ['lxd', 'pylxd', 'chromium', 'nginx', 'haproxy', 'caddy'],
    web: true,
    run: vitest('system'),
  },
  {
    name: 'specs',
    title: 'browser tests',
    needs: ['chromium', 'lxd'],
    cannotDoWithout: 'chromium',
    web: true,
    run: playwright,
  },
];

function vitest(project: string): Phase['run'] {
  return async (filters, options) => {
    const report = await freshReport(project);
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
    const args = ['run', '--project', project, `--retry=${SECOND_CHANCES}`, ...reporters, ...filters];
    const exitCode = await run(dependencyBin('vitest'), args, options);
    return { exitCode, report: await readReport(report, readVitest) };
  };
}

async function playwright(filters: readonly string[], options: RunOptions): Promise<Ending> {
  const report = await freshReport('specs');
  const env = { ...options.env, PLAYWRIGHT_JSON_OUTPUT_FILE: report };
  const args = ['test', '--reporter=list,json', `--retries=${SECOND_CHANCES}`, ...filters];
  const exitCode = await run(dependencyBin('playwright'), args, { ...options, env });
  return { exitCode, report: await readReport(report, readPlaywright) };
}

/** Where a report will be; one of an earlier run is removed, so that it is never taken for this one's. */
async function freshReport(name: string): Promise<string> {
  const path = join(REPORTS, `${name}.json`);
  await mkdir(REPORTS, { recursive: true });
  await rm(path, { force: true });
  return path;
}
