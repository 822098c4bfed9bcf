import { expect, it } from 'vitest';
import { cheapHash } from '../access/testing/cheap-hash.ts';
import { NOW_MS, parse } from '../config/testing/settings.ts';
import { check } from './check.ts';

const HASH = cheapHash('correct horse');

it('tells every way to log in, with what a provider has to know, and no secret', () => {
  const { exitCode, stdout, stderr } = check(
    parse(`publicUrl: https://board.example.org
access:
  accounts: [{ name: ana, password: "${HASH}", role: operator }]
  oidc:
    issuer: https://sso.example.org
    clientId: rollcall
    clientSecretFile: oidc.secret
    roles: { viewer: [staff] }
  header: { name: X-Forwarded-User, from: [127.0.0.1, 10.1.0.0/16], everyone: true }
`),
    NOW_MS,
  );
  expect([exitCode, stderr]).toEqual([0, '']);
  expect(stdout).toContain(
    'access     ana (operator); by https://sso.example.org as rollcall, ' +
      'which leads back to https://board.example.org/api/login/oidc/callback; ' +
      'whoever 127.0.0.1, 10.1.0.0/16 names in x-forwarded-user; for 12h without use, at most 30d\n',
  );
  expect(stdout).not.toMatch(/scrypt|the secret of the file/);
});
