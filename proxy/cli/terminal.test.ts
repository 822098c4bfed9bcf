/** What commands say of names, files and servers that somebody else called: lines of ours, and a terminal obeys nothing in them. */
import { expect, it } from 'vitest';
import type { Config } from '../config/config.ts';

import { NOW_MS, parse } from '../config/testing/settings.ts';
import { check, settingsRefused } from './check.ts';
import { failed } from './history/failure.ts';
import type { Output } from './output.ts';

const HOSTILE = 'n\n\u001b[2J\rrollcall: all is well\u202E\u2028\u009b31m';

function expectLines({ stdout, stderr }: Output, lines: number): void {
  const said = stdout + stderr;
  expect(said).toContain('[U+001B]');
  expect(said.split('\n').length - 1).toBe(lines);
  expect(said.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u2028\u202a-\u202e]/u);
}

const configured = parse(null, {
  LXD_ENDPOINTS: 'https://10.0.0.1:8443',
  LXD_CLIENT_CERT: 'client.crt',
  LXD_CLIENT_KEY: 'client.key',
  LXD_SERVER_CERT: 'cluster.crt',
});

it('of settings', () => {
  if (!configured.ok) throw new Error('the settings are good');
  const plain = check(configured, NOW_MS).stdout.split('\n').length - 1;
  const [cluster] = configured.config.clusters;
  if (cluster === undefined) throw new Error('there is a cluster');
  const config: Config = {
    ...configured.config,
    dataDir: HOSTILE,
    clusters: [{ ...cluster, name: HOSTILE }],
  };
  expectLines(check({ ...configured, config }, NOW_MS), plain);
});

it('of what is wrong with settings', () => {
  const problem = { where: HOSTILE, key: HOSTILE, what: HOSTILE, remedy: HOSTILE };
  expectLines(settingsRefused({ problems: [problem], warnings: [problem] }), 2);
});

it('of what went wrong', () => {
  expectLines(failed(HOSTILE, { message: HOSTILE }), 1);
});
