import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { isIntolerable, readAudit } from './advisories.ts';
import type { LockedPackage } from './lock.ts';

/** What npm 11 wrote when a registry of ours knew of three advisories. */
const recorded = await readFile(join(import.meta.dirname, 'testing/audit.json'), 'utf8');
const locked = (name: string, ships: boolean): LockedPackage => ({
  name,
  version: '1.0.0',
  licence: 'MIT',
  paths: [`node_modules/${name}`],
  ships,
});
const packages = [locked('fastify', true), locked('ws', true), locked('autocannon', false)];

it('lists advisories, the gravest first, and whether what they are about ships', () => {
  const report = readAudit(recorded, packages);
  expect(
    'known' in report && report.known.map(({ name, severity, ships }) => [name, severity, ships]),
  ).toEqual([
    ['autocannon', 'critical', false],
    ['fastify', 'high', true],
    ['ws', 'moderate', true],
  ]);
  expect('known' in report && report.known[1]).toMatchObject({
    title: 'A body parser that can be made to wait',
    url: 'https://github.com/advisories/GHSA-aaaa-bbbb-cccc',
  });
});

it('does not tolerate what is grave and ships', () => {
  const report = readAudit(recorded, packages);
  const intolerable = 'known' in report ? report.known.filter(isIntolerable) : [];
  expect(intolerable.map(({ name }) => name)).toEqual(['fastify']);
  const of = (severity: string) => ({ name: 'x', severity, title: '', url: '', ships: true });
  expect(
    ['info', 'low', 'moderate', 'high', 'critical', 'apocalyptic'].map((each) => isIntolerable(of(each))),
  ).toEqual([false, false, false, true, true, true]);
});

it('takes no answer for no advisories', () => {
  const refused = `{ "message": "405 Method Not Allowed - POST https://registry.npmjs.org/", "statusCode": 405 }`;
  expect(readAudit(refused, packages)).toEqual({
    unanswered: '405 Method Not Allowed - POST https://registry.npmjs.org/',
  });
  for (const text of ['', 'not JSON', '{}', '{ "auditReportVersion": 3, "vulnerabilities": {} }'])
    expect(readAudit(text, packages)).toEqual({ unanswered: 'npm audit wrote no report' });
  expect(readAudit('{ "auditReportVersion": 2, "vulnerabilities": {} }', packages)).toEqual({ known: [] });
});
