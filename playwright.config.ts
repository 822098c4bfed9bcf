import { existsSync } from 'node:fs';
import { defineConfig } from '@playwright/test';

const DEBIAN_CHROMIUM = '/usr/bin/chromium';

/** The browser to test in: the one asked for, else Debian's, else the one that Playwright installed. */
const executablePath =
  process.env['ROLLCALL_CHROMIUM'] ?? (existsSync(DEBIAN_CHROMIUM) ? DEBIAN_CHROMIUM : undefined);

/** Chromium refuses to sandbox itself when it runs as root, as it does in most containers. */
const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];

/** Nothing in a test may depend on what the browser does on the network of its own accord. */
const quiet = [
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export default defineConfig({
  testDir: 'e2e/specs',
  testMatch: '**/*.e2e.ts',
  outputDir: 'test-results',
  fullyParallel: true,
  forbidOnly: process.env['CI'] !== undefined,
  retries: 0,
  workers: 2,
  // It ends what hangs. How long something may take is for the test to say that is about it.
  timeout: 180_000,
  expect: { timeout: 15_000 },
  use: {
    trace: 'retain-on-failure',
    launchOptions: {
      args: [...quiet, '--disable-gpu', '--no-first-run', ...asRoot],
      ...(executablePath === undefined ? {} : { executablePath }),
    },
  },
});
