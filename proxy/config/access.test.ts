import { describe, expect, it } from 'vitest';
import { cheapHash } from '../access/testing/cheap-hash.ts';
import { parse, problemsOf, warningsOf } from './testing/settings.ts';

const HASH = cheapHash('correct horse');
const HOUR = 3_600_000;

const accounts = (...lines: string[]): string => `access:\n  accounts:\n    - ${lines.join('\n      ')}\n`;
const ANA = ['name: ana', `password: ${HASH}`, 'role: operator'];
const configOf = (yaml: string) => {
  const result = parse(yaml);
  if (!result.ok) throw new Error(problemsOf(result).join('\n'));
  return result.config;
};

describe('access', () => {
  it('is nothing unless it is written', () => {
    expect(configOf('listen: 127.0.0.1:80\n').access).toBeNull();
  });

  it('names accounts, and how long a log-in holds', () => {
    expect(configOf(accounts(...ANA)).access).toEqual({
      sessions: { idleMs: 12 * HOUR, longestMs: 720 * HOUR },
      accounts: [{ name: 'ana', password: HASH, role: 'operator' }],
      oidc: null,
      header: null,
    });
    const own = `${accounts(...ANA)}  sessions: { idle: 30m, longest: 8h }\n`;
    expect(configOf(own).access?.sessions).toEqual({ idleMs: HOUR / 2, longestMs: 8 * HOUR });
    expect(configOf(`${accounts(...ANA)}  sessions: { longest: 1h }\n`).access?.sessions).toEqual({
      idleMs: HOUR,
      longestMs: HOUR,
    });
    expect(configOf(`${accounts(...ANA)}  sessions: { idle: 60d }\n`).access?.sessions).toEqual({
      idleMs: 1440 * HOUR,
      longestMs: 1440 * HOUR,
    });
  });

  it('is what opens it to other machines, with a warning where passwords could be read on the way', () => {
    const wide = `listen: 0.0.0.0:80\n${accounts(...ANA)}`;
    expect(problemsOf(parse(wide))).toEqual([]);
    expect(warningsOf(parse(wide))).toEqual([
      expect.stringMatching(/0\.0\.0\.0:80.*passwords.*tls.*reverse proxy/),
    ]);
    expect(warningsOf(parse(`publicUrl: https://board.example.org\n${wide}`))).toEqual([]);
    expect(warningsOf(parse(`publicUrl: http://board.example.org\n${wide}`))).toHaveLength(1);
    expect(warningsOf(parse(accounts(...ANA)))).toEqual([]);
  });

  it.each<[string, string[]]>([
    [
      'access: {}',
      [
        '1: access: names nobody who may log in; list accounts, each with a name, a password and a role, or say oidc or header',
      ],
    ],
    ['access:', ['1: access: is empty; a map (lines of "key: value") is due']],
    ['access: open', ['1: access: is the single value "open"; a map (lines of "key: value") is due']],
    ['acces: {}', ['1: acces: there is no such setting; did you mean access?']],
    [
      'access: { acounts: [] }',
      [
        '1: access.acounts: there is no such setting; did you mean accounts?',
        '1: access: names nobody who may log in; list accounts, each with a name, a password and a role, or say oidc or header',
      ],
    ],
    [
      'access: { accounts: [] }',
      ['1: access.accounts: is an empty list; list at least one, with a name, a password and a role'],
    ],
    [
      accounts(...ANA, 'roles: x'),
      ['6: access.accounts[0].roles: there is no such setting; did you mean role?'],
    ],
    [
      accounts('name: ana', 'role: operator'),
      ['3: access.accounts[0].password: is missing; add it: a single value is due'],
    ],
    [
      accounts('name: ana', `password: ${HASH}`),
      ['3: access.accounts[0].role: is missing; add it: a single value is due'],
    ],
    [
      accounts('name: ana', `password: ${HASH}`, 'role: Operater'),
      ['5: access.accounts[0].role: "Operater" is no role; use operator'],
    ],
    [
      accounts('name: ana', `password: ${HASH}`, 'role: root'),
      ['5: access.accounts[0].role: "root" is no role; use viewer or operator'],
    ],
    [
      accounts('name: "a\\u202eb"', `password: ${HASH}`, 'role: viewer'),
      [expect.stringContaining('3: access.accounts[0].name')],
    ],
    [
      accounts(`name: ${'x'.repeat(65)}`, `password: ${HASH}`, 'role: viewer'),
      [expect.stringContaining('use 1 to 64 characters')],
    ],
    [
      `${accounts(...ANA)}    - { name: 7, password: x, role: viewer }\n    - {name: ana, password: "${HASH}", role: viewer}`,
      [
        '6: access.accounts[1].password: is not the hash of a password; run `rollcall passwd`, and write the line that it prints',
        '7: access.accounts[2].name: "ana" is the name of an earlier account too; rename one of them',
      ],
    ],
    [
      `${accounts(...ANA)}  sessions: { idle: 1m }`,
      ['6: access.sessions.idle: "1m" is out of range; choose from 5m to 400d'],
    ],
    [
      `${accounts(...ANA)}  sessions: { idle: 2d, longest: 1d }`,
      ['6: access.sessions.idle: "2d" is longer than longest, which is 1d; choose so that idle <= longest'],
    ],
    [
      `${accounts(...ANA)}  sessions: { idel: 2d }`,
      ['6: access.sessions.idel: there is no such setting; did you mean idle?'],
    ],
  ])('%s', (yaml, problems) => {
    const said = problems.map((problem) =>
      typeof problem === 'string' ? `rollcall.yaml:${problem}` : problem,
    );
    expect(problemsOf(parse(yaml)).toSorted()).toEqual(said);
  });

  it.each([
    'hunter2hunter2',
    '$2b$12$abcdefghijklmnopqrstuv',
    '$argon2id$v=19$m=65536$c2FsdA$aGFzaA',
    'short',
  ])('never repeats what may be a password: %s', (password) => {
    const result = parse(accounts('name: ana', `password: "${password}"`, 'role: viewer'));
    expect(problemsOf(result)).toEqual([expect.stringContaining('rollcall passwd')]);
    expect(JSON.stringify(problemsOf(result))).not.toContain(password);
  });
});

describe('what stands in front', () => {
  it('has a public address, whose name is one of ours', () => {
    const { publicUrl, hosts } = configOf(
      'publicUrl: https://Board.example.org:8443/\nhosts: [old.example.org]\n',
    );
    expect([publicUrl, hosts]).toEqual([
      'https://board.example.org:8443',
      ['old.example.org', 'board.example.org'],
    ]);
    expect(configOf('publicUrl: http://10.0.0.1\n')).toMatchObject({
      publicUrl: 'http://10.0.0.1',
      hosts: [],
    });
  });

  it.each([
    'board.example.org',
    'ftp://board.example.org',
    'https://board.example.org/rollcall',
    'https://board.example.org?x',
    'https://',
    'javascript:alert(1)',
  ])('has no public address in %s', (url) => {
    expect(problemsOf(parse(`publicUrl: "${url}"\n`))).toEqual([
      expect.stringContaining('write the address without a path, such as https://rollcall.example.org'),
    ]);
  });

  it('tells no password in its public address', () => {
    expect(problemsOf(parse('publicUrl: https://ana:hunter2@board.example.org\n')).join()).not.toContain(
      'hunter2',
    );
  });

  it('is believed where its address is listed', () => {
    const listed = ['127.0.0.1', '10.0.0.0/8', '::1', 'fd00::/8'];
    expect(configOf(`trustedProxies: ["${listed.join('", "')}"]\n`).trustedProxies).toEqual(listed);
    expect(configOf('listen: 127.0.0.1:80\n').trustedProxies).toEqual([]);
  });

  it.each([
    'proxy.example.org',
    '10.0.0.0/33',
    '::1/129',
    '10.0.0',
    '',
    '10.0.0.0/',
    '0.0.0.0/0',
    '::/0',
    'fe80::1%eth0',
  ])('is not believed as %j', (net) => {
    expect(problemsOf(parse(`trustedProxies: ["${net}"]\n`))).toEqual([
      expect.stringContaining('rollcall.yaml:1: trustedProxies[0]'),
    ]);
  });
});
