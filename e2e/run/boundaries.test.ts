import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');

/** Who imports what, and whether the linter has to refuse it. */
const IMPORTS: readonly (readonly [importer: string, imported: string, verdict: 'refused' | 'allowed'])[] = [
  ['web/ui/Table.tsx', '../lib/units.ts', 'allowed'],
  ['web/ui/Table.tsx', '../components/MemberBadge.tsx', 'refused'],
  ['web/ui/Table.tsx', '~wire/snapshot.ts', 'refused'],
  ['web/ui/Table.tsx', '@tanstack/react-query', 'refused'],
  ['web/lib/units.ts', '../url/at.ts', 'refused'],
  ['web/lib/units.ts', '~wire/snapshot.ts', 'allowed'],
  ['web/url/at.ts', '../api/client.ts', 'refused'],
  ['web/api/client.ts', '../url/paths.ts', 'allowed'],
  ['web/api/client.ts', '../components/MemberBadge.tsx', 'refused'],
  ['web/components/MemberBadge.tsx', '../ui/Table.tsx', 'allowed'],
  ['web/components/MemberBadge.tsx', '../pages/MemberPage.tsx', 'refused'],
  ['web/components/table/Row.tsx', '../MemberBadge.tsx', 'allowed'],
  ['web/components/table/Row.tsx', '../../ui/Table.tsx', 'allowed'],
  ['web/components/table/Row.tsx', '../../pages/MemberPage.tsx', 'refused'],
  ['web/components/table/cells/Cell.tsx', '../../../pages/MemberPage.tsx', 'refused'],
  ['web/pages/MemberPage.tsx', './OverviewPage.tsx', 'refused'],
  ['web/pages/MemberPage.tsx', './member/Facts.tsx', 'allowed'],
  ['web/pages/member/Facts.tsx', '../OverviewPage.tsx', 'refused'],
  ['web/pages/HomePage.tsx', './overview/OverviewPage.tsx', 'refused'],
  ['web/pages/member/MemberPage.tsx', '../overview/OverviewPage.tsx', 'refused'],
  ['web/pages/MemberPage.tsx', '../routes.tsx', 'refused'],
  ['web/routes.tsx', './pages/MemberPage.tsx', 'allowed'],
  ['web/api/client.ts', '../../proxy/wire/snapshot.ts', 'refused'],
  ['web/api/client.ts', '~wire/snapshot.ts', 'allowed'],
  ['web/main.tsx', '../proxy/lxd/client.ts', 'refused'],
  ['web/api/client.ts', 'node:fs', 'refused'],
  ['proxy/main.ts', './history/sqlite.ts', 'allowed'],
  ['proxy/main.ts', '../web/main.tsx', 'refused'],
  ['proxy/wire/assess.ts', './quorum.ts', 'allowed'],
  ['proxy/wire/assess.ts', '../errors.ts', 'refused'],
  ['proxy/wire/assess.ts', 'node:fs', 'refused'],
  ['proxy/wire/assess.ts', 'zod', 'refused'],
  ['proxy/wire/assess.ts', 'zod/mini', 'allowed'],
  ['proxy/sim/world.ts', '../wire/roles.ts', 'refused'],
  ['proxy/sim/handlers/members.ts', '../../wire/roles.ts', 'refused'],
  ['proxy/sim/handlers/members.ts', '../world.ts', 'allowed'],
  ['proxy/lxd/client.ts', '../rollcall/poller.ts', 'refused'],
  ['proxy/lxd/client.ts', '../errors.ts', 'allowed'],
  ['proxy/history/store.ts', '../lxd/client.ts', 'refused'],
  ['proxy/rollcall/poller.ts', '../lxd/client.ts', 'allowed'],
  ['proxy/rollcall/poller.ts', '../history/sqlite.ts', 'refused'],
  ['proxy/rollcall/poller.ts', '../routes/live.ts', 'refused'],
  ['proxy/routes/live.ts', '../plugins/errors.ts', 'allowed'],
  ['proxy/plugins/errors.ts', '../routes/live.ts', 'refused'],
  ['proxy/stream/hub.ts', '../routes/live.ts', 'refused'],
  ['proxy/forward/forwarder.ts', '../stream/hub.ts', 'refused'],
  ['proxy/routes/live.ts', '../rollcall/poller.ts', 'allowed'],
  ['proxy/routes/live.ts', '../sim/world.ts', 'refused'],
  ['proxy/routes/live.ts', '../config/config.ts', 'refused'],
  ['proxy/config/config.ts', '../lxd/client.ts', 'refused'],
  ['proxy/rollcall/poller.ts', '../lxd/client.test.ts', 'refused'],
  ['proxy/rollcall/poller.ts', '../lxd/index.ts', 'refused'],
  ['proxy/app.ts', './app.test.ts', 'refused'],
  ['proxy/app.ts', './routes/index.ts', 'refused'],
  ['proxy/lxd/client.test.ts', '../sim/start.ts', 'allowed'],
  ['e2e/specs/overview.e2e.ts', '../fixtures.ts', 'allowed'],
  ['e2e/specs/overview.e2e.ts', '../clusters/real.ts', 'refused'],
  ['e2e/fixtures.ts', '../web/lib/units.ts', 'refused'],
];

let refused = new Set<string>();
let directory = '';

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'rollcall-boundaries-'));
  const config = JSON.stringify(join(ROOT, 'oxlint.config.ts'));
  await writeFile(join(directory, 'oxlint.config.ts'), `export { default } from ${config};\n`);
  for (const importer of new Set(IMPORTS.map(([file]) => file))) {
    const imports = IMPORTS.filter(([file]) => file === importer);
    const lines = imports.map(
      ([, from], index) => `import { a as a${index} } from '${from}';\na${index}();\n`,
    );
    await mkdir(dirname(join(directory, importer)), { recursive: true });
    await writeFile(join(directory, importer), lines.join(''));
  }
  refused = await findRefused();
});

afterAll(async () => {
  await rm(directory, { recursive: true, force: true });
});

async function findRefused(): Promise<Set<string>> {
  const bin = join(ROOT, 'node_modules/.bin');
  // The linter finds its type-aware half by PATH, as there is no package around these files.
  const env = { ...process.env, PATH: [bin, process.env['PATH']].join(delimiter) };
  // It ends with 1 when it refuses something, which is what it is here for.
  const report = await new Promise<string>((resolve) => {
    execFile(join(bin, 'oxlint'), ['-f', 'unix'], { cwd: directory, env }, (_error, stdout) =>
      resolve(stdout),
    );
  });
  const found = report.matchAll(/^(.+?):\d+:\d+: '(.+?)' import is restricted/gm);
  return new Set(Array.from(found, ([, file, imported]) => `${file} → ${imported}`));
}

test.each(IMPORTS)('%s importing %s is %s', (importer, imported, verdict) => {
  expect(refused.has(`${importer} → ${imported}`) ? 'refused' : 'allowed').toBe(verdict);
});
