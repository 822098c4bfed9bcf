// What is said of certificates, rights and extensions, without a cluster.
import { describe, expect, test } from 'vitest';
import type { ClusterConfig } from '../config/config.ts';
import { makePair } from '../config/testing/certificates.ts';
import type { Rights } from '../enroll/rights.ts';
import { connectAs } from '../lxd/testing/connect.ts';
import { startLonelyServer } from '../lxd/testing/servers.ts';
import type { Grant } from '../wire/grant.ts';
import { examineClientCertificate, examineClusterCertificate } from './certificates.ts';
import { examineExtensions } from './extensions.ts';
import { type Finding, about } from './finding.ts';
import { judgeRights } from './rights.ts';
import { said } from './testing/ward.ts';
import { examineTrust } from './trust.ts';

const NOW_MS = Date.UTC(2026, 10, 26);
const DAY_MS = 86_400_000;
const pair = await makePair('rollcall', new Date(NOW_MS - DAY_MS), new Date(NOW_MS + 400 * DAY_MS));

const cluster: ClusterConfig = {
  key: 'prod',
  name: 'prod',
  endpoints: [],
  clientCertPem: pair.cert,
  clientKeyPem: pair.key,
  serverFingerprint: pair.fingerprint,
  clientCertNotAfterMs: NOW_MS + 400 * DAY_MS,
  serverCertNotAfterMs: null,
  files: null,
  from: 'file',
};

describe('certificates', () => {
  test.each([
    [400, 'ok', /^ours is valid until 2027-12-31$/],
    [12, 'warning', /^ours expires on 2026-12-08, in 12 days$/],
    [1, 'warning', /, in a day$/],
    [-1, 'problem', /^ours expired on 2026-11-25, and servers refuse it$/],
  ])('ours, with %d days to go', (days, finding, what) => {
    const found = examineClientCertificate(
      { ...cluster, clientCertNotAfterMs: NOW_MS + days * DAY_MS },
      NOW_MS,
    );
    expect(found).toMatchObject({ finding, what: expect.stringMatching(what) });
  });

  test('ours, before it begins', () => {
    expect(examineClientCertificate(cluster, NOW_MS - 2 * DAY_MS)).toMatchObject({
      finding: 'problem',
      what: 'ours is not valid before 2026-11-25',
    });
  });

  test.each([
    [400, 'ok'],
    [12, 'warning'],
    [-1, 'problem'],
  ])("the cluster's, with %d days to go", (days, finding) => {
    expect(examineClusterCertificate('prod', NOW_MS + days * DAY_MS, NOW_MS)).toMatchObject({ finding });
  });
});

describe('rights', () => {
  const tried = (writes: string[], refused: string[] = []): Rights => ({
    reads: ['members', 'warnings'].map((what) => ({
      what,
      right: refused.includes(what) ? 'refused' : 'allowed',
    })),
    writes: ['instances', 'profiles', 'storage pools'].map((what) => ({
      what,
      right: writes.includes(what) ? 'allowed' : 'refused',
    })),
  });
  const grant = (kind: Grant['kind'], projects: string[] = [], groups: string[] = []): Grant => ({
    kind,
    projects,
    groups,
  });
  const rightsOf = (rights: Rights, granted: Grant | null, hasIdentities = false): Finding[] =>
    judgeRights('prod', rights, granted, hasIdentities);
  const texts = (findings: Finding[]): string[] => said(findings, 'rights');

  test('a restricted certificate that changes nothing, and what it may not read', () => {
    expect(texts(rightsOf(tried([], ['warnings']), grant('restricted')))).toEqual([
      'ok prod: ours is restricted, to no project, and may change nothing',
      'note prod: ours may not read warnings: the board says so in their place',
    ]);
  });

  test('one that names projects may change what is in them', () => {
    expect(texts(rightsOf(tried(['instances', 'profiles']), grant('restricted', ['default'])))).toEqual([
      'note prod: ours is restricted to default, and may change instances, profiles there',
    ]);
  });

  test('one that may change more than it should', () => {
    expect(texts(rightsOf(tried(['storage pools']), grant('restricted', ['default'])))).toEqual([
      'warning prod: ours is restricted to default, and yet may change storage pools',
    ]);
    expect(texts(rightsOf(tried(['profiles']), null))).toEqual([
      'warning prod: ours is trusted; the server does not say how far, and yet may change profiles',
    ]);
  });

  test('an identity is as good as its groups', () => {
    const identity = grant('identity', [], ['viewers']);
    expect(texts(rightsOf(tried([]), identity))).toEqual([
      'ok prod: ours is an identity in the group viewers, and may change nothing',
    ]);
    expect(rightsOf(tried(['instances']), identity)).toMatchObject([
      { finding: 'warning', remedy: expect.stringContaining('a group that may view alone') },
    ]);
  });

  test('where identities could be had, they are the remedy for what may not be read', () => {
    const remedies = (hasIdentities: boolean): (string | null)[] =>
      rightsOf(tried([], ['warnings']), grant('restricted'), hasIdentities).map(({ remedy }) => remedy);
    expect(remedies(false)).toEqual([null, null]);
    expect(remedies(true)).toEqual([null, expect.stringContaining('lxc auth identity create')]);
  });

  test('what a server that is in trouble does not tell is not taken for a refusal', () => {
    const untold: Rights = { reads: [], writes: [{ what: 'instances', right: 'unknown' }] };
    expect(texts(rightsOf(untold, grant('restricted')))).toEqual([
      'note prod: ours is restricted, to no project; whether it may change instances could not be told',
    ]);
  });

  test('an unrestricted one is a warning, with a remedy', () => {
    const all = rightsOf(tried(['instances', 'storage pools']), grant('unrestricted'));
    expect(texts(all)).toEqual([
      'warning prod: ours is unrestricted: whoever has its key may change instances, storage pools',
    ]);
    expect(all[0]?.remedy).toContain('--restricted');
  });
});

describe('extensions', () => {
  const ALL = new Set([
    'clustering',
    'cluster_member_state',
    'clustering_groups',
    'resources',
    'storage',
    'instances',
    'instance_all_projects',
    'operation_description',
    'operations_get_query_all_projects',
    'warnings',
    'event_lifecycle',
  ]);
  const without = (extension: string): Set<string> => new Set([...ALL].filter((each) => each !== extension));

  test('all of them, or nobody who says', () => {
    expect(said(examineExtensions('prod', new Map([['node-1', ALL]])), 'extensions')).toEqual([
      'ok prod: all 11 that Rollcall makes use of',
    ]);
    expect(examineExtensions('prod', new Map())).toEqual([]);
  });

  test('one that none has is a note with what is missing', () => {
    const offers = new Map([['node-1', without('cluster_member_state')]]);
    expect(said(examineExtensions('prod', offers), 'extensions')).toEqual([
      expect.stringMatching(/^note prod: without cluster_member_state: no load and no memory of members/),
    ]);
  });

  test('one that only some have is a warning', () => {
    const offers = new Map([
      ['node-1', ALL],
      ['node-2', without('warnings')],
    ]);
    expect(said(examineExtensions('prod', offers), 'extensions')).toEqual([
      'warning prod: node-2 without warnings, unlike the others: no warnings',
    ]);
  });
});

test('another member than the one on the list', async () => {
  const { origin } = await startLonelyServer({ certPem: pair.cert, keyPem: pair.key });
  const findings: Finding[] = [];
  await examineTrust(
    about(`prod node-1 ${origin}`, 'prod'),
    { client: connectAs(cluster), origin, cluster, expected: 'node-1' },
    new AbortController().signal,
    (finding) => void findings.push(finding),
  );
  expect(said(findings, 'identity')).toEqual([
    `problem prod node-1 ${origin}: lonely answers where the list has node-1`,
  ]);
});
