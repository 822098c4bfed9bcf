import { afterEach, beforeEach, expect, test } from 'vitest';
import { chmod, mkdir } from 'node:fs/promises';
import { makePair } from '../config/testing/certificates.ts';
import { type Ward, admit, openWard, said } from './testing/ward.ts';

const pair = await makePair('rollcall', new Date('2026-01-01'), new Date('2046-01-01'));

let ward: Ward;
beforeEach(async () => {
  ward = await openWard();
  await admit(ward, {
    restricted: { certPem: pair.cert, keyPem: pair.key },
    serverCertPem: pair.cert,
    endpoints: ['https://127.0.0.1:1'],
  });
});
afterEach(() => ward.dispose());

test('a key that is its owner alone', async () => {
  expect(said(await ward.examine(), 'files')).toEqual([
    `ok ${ward.path('client.key')}: the key is its owner's alone, and the certificate's own`,
  ]);
});

test('a key that others can read is said once', async () => {
  await chmod(ward.path('client.key'), 0o640);
  const findings = await ward.examine();
  expect(said(findings, 'settings', 'files')).toContainEqual(
    expect.stringMatching(
      /^warning rollcall\.yaml:\d+ clusters\[0\]\.clientKey: the key can be read by others \(mode 0640\)$/,
    ),
  );
  expect(said(findings, 'files')).toEqual([]);
});

test('settings and certificates that others may write to', async () => {
  await chmod(ward.path('rollcall.yaml'), 0o662);
  await chmod(ward.path('cluster.crt'), 0o666);
  const findings = await ward.examine();
  expect(said(findings, 'files').filter((line) => line.startsWith('warning'))).toEqual([
    `warning ${ward.path('rollcall.yaml')}: others may write to it (mode 0662)`,
    `warning ${ward.path('cluster.crt')}: others may write to it (mode 0666)`,
  ]);
  expect(findings.find(({ what }) => what.includes('0666'))?.remedy).toBe(
    `chmod go-w ${ward.path('cluster.crt')}`,
  );
});

test('a certificate that is not of the key beside it', async () => {
  const other = await makePair('other', new Date('2026-01-01'), new Date('2046-01-01'));
  await ward.write('client.crt', other.cert);
  expect(said(await ward.examine(), 'settings')).toEqual([
    expect.stringMatching(/^problem .*clientKey: does not belong to the client certificate$/),
  ]);
});

test('a data directory that can be written to, one that is a file, and one that is read-only', async () => {
  await mkdir(ward.path('data'), { mode: 0o700 });
  expect(said(await ward.examine(), 'data', 'lock')).toEqual([
    `ok ${ward.path('data')}: it can be written to`,
    `ok ${ward.path('data')}: no Rollcall uses it`,
  ]);
  await chmod(ward.path('data'), 0o777);
  expect(said(await ward.examine(), 'data')).toEqual([
    `warning ${ward.path('data')}: others may write to it (mode 0777)`,
  ]);
  const yaml = 'clusters:\n  - {name: x}\n';
  await ward.write('rollcall.yaml', `data: client.crt\n${yaml}`);
  expect(said(await ward.examine(), 'data')).toEqual([
    `problem ${ward.path('client.crt')}: it is a file, not a directory`,
  ]);
  // Nobody may, not even root.
  await ward.write('rollcall.yaml', `data: /proc/self\n${yaml}`);
  expect(said(await ward.examine(), 'data')).toEqual([
    expect.stringMatching(/^problem \/proc\/self: nothing can be written to it \(E[A-Z]+\)$/),
  ]);
});
