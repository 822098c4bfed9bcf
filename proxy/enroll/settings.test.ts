import { expect, it, test } from 'vitest';
import { parse } from 'yaml';
import { namesIn, withCluster } from './settings.ts';

const NEW = {
  name: 'prod',
  endpoints: ['https://10.0.0.1:8443', 'https://[fd00::1]:8443'],
  clientCert: 'prod.crt',
  clientKey: 'prod.key',
  serverCert: 'prod-cluster.crt',
};

const OLD = `# Ours; ask before you change it.
listen: 127.0.0.1:9000 # not the usual one

clusters:
  # The laboratory.
  - name: lab
    endpoints: [https://lab-1:8443]
    clientCert: lab.crt
    clientKey: lab.key
    serverFingerprint: 5f2a # short
history:
  maxSize: 4GiB
`;

it('makes a file where there is none', () => {
  for (const nothing of [null, '', '\n']) {
    const made = withCluster(nothing, NEW);
    expect(parse(made)).toEqual({ clusters: [NEW] });
    expect(made).toMatch(/^# The settings of Rollcall/);
  }
});

it('leaves every line of a file as it is', () => {
  const made = withCluster(OLD, NEW);
  expect(parse(made)).toEqual({ ...parse(OLD), clusters: [...parse(OLD).clusters, NEW] });
  const lines = made.split('\n');
  for (const line of OLD.split('\n')) expect(lines.map((each) => each.trim())).toContain(line.trim());
});

it('adds the first cluster to a file that has none, or comments alone', () => {
  expect(parse(withCluster('listen: 127.0.0.1:1\n', NEW))).toEqual({
    listen: '127.0.0.1:1',
    clusters: [NEW],
  });
  const commented = withCluster('# listen: 127.0.0.1:1\n', NEW);
  expect(parse(commented)).toEqual({ clusters: [NEW] });
  expect(commented).toContain('# listen: 127.0.0.1:1');
});

test.each([
  [null, { ok: true, value: [] }],
  ['# nothing\n', { ok: true, value: [] }],
  ['listen: x\n', { ok: true, value: [] }],
  [OLD, { ok: true, value: ['lab'] }],
  ['clusters: [1]', { ok: true, value: [''] }],
  ['clusters: prod', { ok: false, error: 'has no list of clusters where one is due' }],
  ['[a, b]', { ok: false, error: 'is no map of settings' }],
  ['a: [', { ok: false, error: 'is not valid YAML' }],
])('%j has its names, or says why not', (text, expected) => {
  expect(namesIn(text)).toEqual(expected);
});
