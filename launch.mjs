// `npm test`, `npm run check`, `npm run build`, `npm run dev`, `npm run licences` and `npm run sbom`: like rollcall.mjs, but with everything that developing needs.
import { launch, packageFile } from './bin/launch.mjs';

const [command, ...args] = process.argv.slice(2);

const proxy = ['--watch', '--watch-preserve-output', packageFile('proxy/main.ts'), 'start', ...args];
const vite = [packageFile('node_modules/vite/bin/vite.js')];

/** What each command needs; test and check build the web themselves, so that a failing build is one of their failures. */
const COMMANDS = {
  test: { web: false, programs: [[packageFile('e2e/run.ts'), ...args]] },
  check: { web: false, programs: [[packageFile('e2e/check.ts'), ...args]] },
  licences: { web: false, programs: [[packageFile('e2e/licences.ts'), ...args]] },
  sbom: { web: false, programs: [[packageFile('e2e/sbom.ts'), ...args]] },
  build: { web: true, programs: [] },
  dev: { web: false, programs: [proxy, vite] },
};

if (Object.hasOwn(COMMANDS, command)) {
  process.exitCode = await launch({ dependencies: 'full', ...COMMANDS[command] });
} else {
  process.stderr.write(`Usage: node launch.mjs ${Object.keys(COMMANDS).join(' | ')}\n`);
  process.exitCode = 2;
}
