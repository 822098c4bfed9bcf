import { describe, expect, it } from 'vitest';
import { parse, problemsOf, warningsOf } from './testing/settings.ts';

const PUBLIC = 'publicUrl: https://board.example.org\n';
const oidc = (...lines: string[]): string => `${PUBLIC}access:\n  oidc:\n    ${lines.join('\n    ')}\n`;
const ISSUER = 'issuer: https://sso.example.org/realms/main';
const CLIENT = 'clientId: rollcall';
const ROLES = 'roles: { operator: [rollcall-operators], viewer: [staff, everybody] }';
const HEADER = 'access: { header: { name: X-User, from: [127.0.0.1], everyone: true } }\n';
const SECRET = 'hunter2hunter2hunter2';
const oidcOf = (yaml: string, env: Record<string, string> = {}) => {
  const result = parse(yaml, env);
  if (!result.ok) throw new Error(problemsOf(result).join('\n'));
  return result.config.access?.oidc;
};

describe('access.oidc', () => {
  it('names a provider, what we are to it, and what its people are to us', () => {
    expect(oidcOf(oidc(ISSUER, CLIENT, ROLES))).toEqual({
      issuer: 'https://sso.example.org/realms/main',
      clientId: 'rollcall',
      clientSecret: null,
      label: 'single sign-on',
      scopes: ['openid', 'profile', 'email'],
      nameClaim: 'preferred_username',
      rolesClaim: 'groups',
      roles: { operator: ['rollcall-operators'], viewer: ['staff', 'everybody'] },
      redirectUri: 'https://board.example.org/api/login/oidc/callback',
    });
    const own = ['label: Acme SSO', 'scopes: [openid, groups]', 'nameClaim: upn', 'rolesClaim: roles'];
    expect(oidcOf(oidc(ISSUER, CLIENT, 'roles: { viewer: [x] }', ...own))).toMatchObject({
      label: 'Acme SSO',
      scopes: ['openid', 'groups'],
      nameClaim: 'upn',
      rolesClaim: 'roles',
      roles: { operator: [], viewer: ['x'] },
    });
  });

  it('is enough to listen wider', () => {
    expect(problemsOf(parse(`listen: 0.0.0.0:80\n${oidc(ISSUER, CLIENT, ROLES)}`))).toEqual([]);
  });

  it.each(['http://localhost:9000', 'http://127.0.0.1:9000/x', 'http://[::1]:9000'])(
    'has the provider %s without https, since it is on this machine',
    (issuer) => {
      expect(oidcOf(oidc(`issuer: "${issuer}"`, CLIENT, ROLES))?.issuer).toBe(issuer);
    },
  );

  it('reads the secret from a file, or from the environment, which wins', () => {
    const yaml = oidc(ISSUER, CLIENT, ROLES, 'clientSecretFile: oidc.secret');
    expect(oidcOf(yaml)?.clientSecret).toBe('the secret of the file');
    expect(warningsOf(parse(yaml))).toEqual([]);
    expect(oidcOf(yaml, { ROLLCALL_OIDC_CLIENT_SECRET: SECRET })?.clientSecret).toBe(SECRET);
    expect(oidcOf(oidc(ISSUER, CLIENT, ROLES), { ROLLCALL_OIDC_CLIENT_SECRET: SECRET })?.clientSecret).toBe(
      SECRET,
    );
  });

  it.each([null, PUBLIC, HEADER])('warns of a secret that is for no provider (%j)', (yaml) => {
    const warnings = warningsOf(parse(yaml, { ROLLCALL_OIDC_CLIENT_SECRET: SECRET }));
    expect(warnings).toEqual([
      'environment: ROLLCALL_OIDC_CLIENT_SECRET: is of no use without access.oidc; say in access.oidc of the settings file which provider it is for, or unset it',
    ]);
    expect(warningsOf(parse(yaml))).toEqual([]);
  });

  it.each(['access: [', 'access: { oidc: 5 }\n', oidc(CLIENT)])(
    'does not say so of a provider that is wrong, or of a file that can not be read (%j)',
    (yaml) => {
      const result = parse(yaml, { ROLLCALL_OIDC_CLIENT_SECRET: SECRET });
      expect(problemsOf(result)).not.toEqual([]);
      expect(warningsOf(result)).toEqual([]);
    },
  );

  it('says so beside what else is wrong in the environment', () => {
    const result = parse(null, { ROLLCALL_OIDC_CLIENT_SECRET: SECRET, ROLLCALL_LISTN: '127.0.0.1:1' });
    expect(problemsOf(result)).toHaveLength(1);
    expect(warningsOf(result)).toEqual([expect.stringContaining('ROLLCALL_OIDC_CLIENT_SECRET')]);
  });

  it('warns of a secret that others can read', () => {
    expect(warningsOf(parse(oidc(ISSUER, CLIENT, ROLES, 'clientSecretFile: open.secret')))).toEqual([
      'rollcall.yaml:7: access.oidc.clientSecretFile: the secret can be read by others (mode 0644); chmod 640 the file',
    ]);
  });

  it.each<[string, string[]]>([
    [
      oidc(ISSUER, CLIENT, ROLES).replace(PUBLIC, ''),
      [
        '2: access.oidc: needs publicUrl: the provider leads browsers back there; say publicUrl, such as https://rollcall.example.org',
      ],
    ],
    [oidc(CLIENT, ROLES), ['3: access.oidc.issuer: is missing; add it: a single value is due']],
    [oidc(ISSUER, ROLES), ['3: access.oidc.clientId: is missing; add it: a single value is due']],
    [oidc(ISSUER, CLIENT), [expect.stringContaining('3: access.oidc.roles: is missing')]],
    [
      oidc(ISSUER, CLIENT, 'roles: {}'),
      [expect.stringContaining('6: access.oidc.roles: gives nobody a role')],
    ],
    [
      oidc(ISSUER, CLIENT, 'roles: { operator: [] }'),
      [expect.stringContaining('list a name, or remove the line')],
    ],
    [
      oidc(ISSUER, CLIENT, 'roles: { admin: [x] }'),
      [
        expect.stringContaining('roles.admin: there is no such setting'),
        expect.stringContaining('gives nobody a role'),
      ],
    ],
    [
      oidc('issuer: http://sso.example.org', CLIENT, ROLES),
      [expect.stringContaining('"http://sso.example.org" is not https')],
    ],
    [oidc('issuer: http://127.0.0.1.evil.example', CLIENT, ROLES), [expect.stringContaining('is not https')]],
    [
      oidc('issuer: sso.example.org', CLIENT, ROLES),
      [expect.stringContaining('"sso.example.org" is not a https URL')],
    ],
    [
      oidc('issuer: "https://sso.example.org?x=1"', CLIENT, ROLES),
      [expect.stringContaining('has more in it')],
    ],
    [
      oidc('issuer: https://sso.example.org/.well-known/openid-configuration', CLIENT, ROLES),
      [expect.stringContaining('leave out /.well-known')],
    ],
    [oidc(ISSUER, 'clientId: "a\\nb"', ROLES), [expect.stringContaining("can't be the id of a client")]],
    [
      oidc(ISSUER, CLIENT, ROLES, 'label: "a\\u202eb"'),
      [expect.stringContaining("can't be the name of the provider")],
    ],
    [
      oidc(ISSUER, CLIENT, ROLES, 'scopes: [profile]'),
      [expect.stringContaining('7: access.oidc.scopes: lacks openid')],
    ],
    [
      oidc(ISSUER, CLIENT, ROLES, 'scopes: [openid profile]'),
      [expect.stringContaining('lacks openid'), expect.stringContaining('"openid profile" is no scope')],
    ],
    [oidc(ISSUER, CLIENT, ROLES, 'clientSecret: x'), [expect.stringContaining('clientSecretFile')]],
    [
      oidc(ISSUER, CLIENT, ROLES, 'clientSecretFile: gone'),
      [
        expect.stringContaining(
          'can\'t read "gone": no such file; give the path of a file with the secret in it',
        ),
      ],
    ],
    [oidc(ISSUER, CLIENT, ROLES, 'clientSecretFile: empty.secret'), [expect.stringContaining('is empty')]],
    [
      oidc(ISSUER, CLIENT, ROLES, 'clientSecretFile: client.key'),
      [expect.stringContaining('is not the secret of a client')],
    ],
  ])('%s', (yaml, problems) => {
    const said = problems.map((problem) =>
      typeof problem === 'string' ? `rollcall.yaml:${problem}` : problem,
    );
    expect(problemsOf(parse(yaml)).toSorted()).toEqual(said);
  });

  it('never repeats a secret, or a password in the address of the provider', () => {
    const results = [
      parse(oidc(ISSUER, CLIENT, ROLES), { ROLLCALL_OIDC_CLIENT_SECRET: `${SECRET}\u00e4` }),
      parse(oidc(`issuer: https://ana:${SECRET}@sso.example.org`, CLIENT, ROLES)),
    ];
    for (const result of results) {
      expect(problemsOf(result)).toHaveLength(1);
      expect(problemsOf(result).join()).not.toContain(SECRET);
    }
  });
});
