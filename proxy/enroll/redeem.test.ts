import { expect, test } from 'vitest';
import { redemptionOf } from './redeem.ts';

const token = { text: 'TOKEN', clientName: 'rollcall', fingerprint: '', origins: [], forIdentity: false };
const forIdentity = { ...token, forIdentity: true };

test.each([
  [
    'LXD 5.0 takes it for the trust password',
    token,
    [],
    '/1.0/certificates',
    { type: 'client', password: 'TOKEN' },
  ],
  [
    'LXD 5.21 and later have a field for it',
    token,
    ['explicit_trust_token'],
    '/1.0/certificates',
    { type: 'client', trust_token: 'TOKEN' },
  ],
  [
    'so does Incus, without an extension for it',
    token,
    ['certificate_description'],
    '/1.0/certificates',
    { type: 'client', trust_token: 'TOKEN' },
  ],
  [
    'an identity is made elsewhere',
    forIdentity,
    ['explicit_trust_token', 'access_management_tls'],
    '/1.0/auth/identities/tls',
    { trust_token: 'TOKEN' },
  ],
  [
    'but where there are none, with the certificates',
    forIdentity,
    ['explicit_trust_token'],
    '/1.0/certificates',
    { type: 'client', trust_token: 'TOKEN' },
  ],
] as const)('%s', (_, given, extensions, path, body) => {
  expect(redemptionOf({ ...given, origins: [] }, extensions)).toEqual({ path, body });
});
