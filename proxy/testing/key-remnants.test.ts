import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { expect, it } from 'vitest';
import { remnantFinder } from './key-remnants.ts';

const newKey = (): string =>
  generateKeyPairSync('ec', { namedCurve: 'P-384' })
    .privateKey.export({ format: 'pem', type: 'pkcs8' })
    .toString();
const pem = newKey();
const der = createPrivateKey(pem).export({ format: 'der', type: 'pkcs8' });
const find = remnantFinder(pem);
const lines = pem.split('\n');
/** Of the middle, as long as it has to be and no longer. */
const piece = der.subarray(60, 84);

it.each([
  ['the file', pem],
  ['a line of it', `key: ${lines[2]}`],
  ['the file in JSON', JSON.stringify({ err: pem })],
  [
    'the end of one line and the beginning of the next',
    `${lines[1]?.slice(-14)}\r\n${lines[2]?.slice(0, 14)}`,
  ],
  ['bytes', Buffer.concat([Buffer.from('log'), piece, Buffer.from('log')])],
  ['hex', `<Buffer ${piece.toString('hex')}>`],
  ['hex in capitals', piece.toString('hex').toUpperCase()],
  ['hex as a debugger shows it', piece.toString('hex').replaceAll(/..(?!$)/g, '$& ')],
  ['hex with colons', piece.toString('hex').replaceAll(/..(?!$)/g, '$&:')],
  ['base64 of another alignment', Buffer.concat([Buffer.from('x'), der]).toString('base64')],
  ['base64 of a piece', der.subarray(61, 87).toString('base64')],
])('finds %s', (_what, said) => {
  expect(find(said)).not.toBeNull();
});

it('finds nothing in another key, and nothing in less', () => {
  const other = newKey();
  // What every key of its kind begins with is no secret.
  const secret = createPrivateKey(other).export({ format: 'der', type: 'pkcs8' }).subarray(36);
  for (const said of [secret, secret.toString('hex'), secret.toString('base64')])
    expect(find(said)).toBeNull();
  expect(find(der.subarray(60, 70).toString('hex'))).toBeNull();
  expect(find('')).toBeNull();
});
