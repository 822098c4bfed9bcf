// What browsers get from Rollcall itself: https, and where people log in.
import { chmod } from 'node:fs/promises';
import fastify from 'fastify';
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { startHostileProvider } from '../access/oidc/testing/hostile-provider.ts';
import { startRealProvider } from '../access/oidc/testing/real-provider.ts';
import { makePair } from '../config/testing/certificates.ts';
import { startDeafServer } from '../lxd/testing/servers.ts';
import { listen } from '../testing/app.ts';
import { type Ward, grave, openWard, said } from './testing/ward.ts';

const DAY_MS = 86_400_000;

let ward: Ward;
beforeEach(async () => {
  ward = await openWard();
});
afterEach(() => ward.dispose());

/** Says this at every address. */
async function startServer(status: number, body: string): Promise<string> {
  const app = fastify({ forceCloseConnections: true });
  app.get('/*', (_request, reply) => reply.code(status).type('application/json').send(body));
  onTestFinished(() => app.close());
  return `http://127.0.0.1:${await listen(app)}`;
}

/** Where somebody listened and nobody does any more. */
async function freedAddress(): Promise<string> {
  const app = fastify();
  const port = await listen(app);
  await app.close();
  return `http://127.0.0.1:${port}`;
}

const writeOidc = (issuer: string): Promise<void> =>
  ward.write(
    'rollcall.yaml',
    [
      'publicUrl: https://board.example.org',
      'access:',
      '  oidc:',
      `    issuer: ${issuer}`,
      '    label: Acme',
      '    clientId: rollcall',
      '    roles: { viewer: [staff] }',
      '',
    ].join('\n'),
  );

describe('the provider', () => {
  test('that says where to log in', async () => {
    for (const level of ['info', 'warn'] as const) vi.spyOn(console, level).mockReturnValue();
    onTestFinished(() => void vi.restoreAllMocks());
    const provider = await startRealProvider({
      people: {},
      redirectUri: 'https://board.example.org/api/login/oidc/callback',
      clientId: 'rollcall',
      clientSecret: null,
    });
    onTestFinished(() => provider.close());
    await writeOidc(provider.issuer);
    const findings = await ward.examine();
    expect(said(findings, 'provider')).toEqual([
      expect.stringMatching(new RegExp(`^ok ${provider.issuer}: Acme says where to log in, in \\d+ ms$`)),
    ]);
    expect(findings.find(({ check }) => check === 'provider')?.figures['answeredMs']).toBeGreaterThan(0);
    // By another name it is somebody else, whose people are not ours.
    const other = provider.issuer.replace('127.0.0.1', 'localhost');
    await writeOidc(other);
    expect(said(await ward.examine(), 'provider')).toEqual([
      `problem ${other}: nobody can log in by it: it names itself otherwise than issuer does`,
    ]);
  });

  test.each([
    [
      404,
      '{}',
      'it does not answer as a provider does, so nobody can log in by it: an unexpected HTTP status',
    ],
    [200, '<h1>', 'it does not answer as a provider does, so nobody can log in by it: its answer is no JSON'],
  ])('that is none (%#)', async (status, body, what) => {
    const issuer = await startServer(status, body);
    await writeOidc(issuer);
    const findings = await ward.examine();
    expect(said(findings, 'provider')).toEqual([`problem ${issuer}: ${what}`]);
    expect(findings.find(({ check }) => check === 'provider')?.remedy).toContain(
      `${issuer}/.well-known/openid-configuration`,
    );
  });

  test('that lacks what a log-in needs', async () => {
    const provider = await startHostileProvider('rollcall', 'secret');
    onTestFinished(() => provider.close());
    await writeOidc(provider.issuer);
    const what = async (metadata: Record<string, unknown>) => {
      provider.bent.metadata = metadata;
      return (await ward.examine())
        .filter(({ check }) => check === 'provider')
        .map((finding) => `${finding.finding}: ${finding.what}; ${finding.remedy}`);
    };
    expect(await what({})).toEqual([expect.stringMatching(/^ok: /)]);
    expect(
      await what({
        token_endpoint: undefined,
        response_types_supported: ['id_token'],
        code_challenge_methods_supported: ['plain'],
      }),
    ).toEqual([
      `problem: nobody can log in by it: its description has no token_endpoint that can be used; see ${provider.issuer}/.well-known/openid-configuration: it has to be named there, by https where the issuer is https`,
      'problem: nobody can log in by it: by its response_types_supported it has no authorization code flow; turn on the authorization code flow (the standard flow) at the provider',
      'problem: nobody can log in by it: by its code_challenge_methods_supported it does not take PKCE with S256; allow S256 at the provider: Rollcall always uses it',
    ]);
    // Read, and nothing else: no log-in is begun, and no code and no secret is sent.
    expect(new Set(provider.asked.map(({ path, body }) => path + body))).toEqual(
      new Set(['/.well-known/openid-configuration']),
    );
  });

  test('that says nothing', async () => {
    const issuer = (await startDeafServer()).replace('https:', 'http:');
    await writeOidc(issuer);
    expect(said(await ward.examine(), 'provider', 'time')).toEqual([
      `problem ${issuer}: it does not answer as a provider does, so nobody can log in by it: no answer in time`,
    ]);
  }, 20_000);

  test('that is not there', async () => {
    const gone = await freedAddress();
    await writeOidc(gone);
    expect(said(await ward.examine(), 'provider')).toEqual([
      `problem ${gone}: it does not answer as a provider does, so nobody can log in by it: ECONNREFUSED`,
    ]);
  });

  test('of settings that name none is not looked for', async () => {
    await ward.write('rollcall.yaml', 'publicUrl: https://board.example.org\n');
    expect(said(await ward.examine(), 'provider', 'https-certificate')).toEqual([]);
  });
});

describe('the certificate for browsers', () => {
  const writeTls = async (untilMs: number, more = ''): Promise<void> => {
    const { cert, key } = await makePair('board', new Date(0), new Date(untilMs), ['board.example.org']);
    await ward.write('own.crt', cert);
    await ward.write('own.key', key);
    await ward.write('rollcall.yaml', `${more}tls: { cert: own.crt, key: own.key }\n`);
  };

  test('is valid for some time yet', async () => {
    const untilMs = Date.UTC(2036, 0, 1);
    await writeTls(untilMs);
    const findings = await ward.examine();
    expect(said(findings, 'https-certificate')).toEqual([
      `ok ${ward.path('own.crt')}: the one for browsers is valid until 2036-01-01, for board.example.org`,
    ]);
    expect(findings.find(({ check }) => check === 'https-certificate')?.figures).toEqual({
      notAfterMs: untilMs,
    });
  });

  test('ends soon, which is said once', async () => {
    await writeTls(Date.now() + 3.5 * DAY_MS);
    const findings = await ward.examine();
    expect(said(findings, 'https-certificate')).toEqual([]);
    expect(said(findings, 'settings')).toContainEqual(
      expect.stringMatching(/^warning rollcall.yaml.*in 3 days$/),
    );
  });

  test.each([
    [0o600, "ok own.key: the key is its owner's alone, and the certificate's own"],
    [0o640, "ok own.key: the key is its owner's and a group's alone, and the certificate's own"],
  ])('has a key of mode %o', async (mode, what) => {
    await writeTls(Date.UTC(2036, 0, 1));
    await chmod(ward.path('own.key'), mode);
    const findings = await ward.examine();
    expect(said(findings, 'files')).toEqual([what.replace('own.key', ward.path('own.key'))]);
    expect(grave(findings, 'warning', 'problem')).toEqual([]);
  });

  test('has a key that others can read, which is said once, and is one to which others may write', async () => {
    await writeTls(Date.UTC(2036, 0, 1));
    await chmod(ward.path('own.key'), 0o644);
    await chmod(ward.path('own.crt'), 0o666);
    const findings = await ward.examine();
    expect(said(findings, 'files')).toEqual([
      `warning ${ward.path('own.crt')}: others may write to it (mode 0666)`,
    ]);
    expect(said(findings, 'settings')).toContainEqual(
      expect.stringMatching(/^warning rollcall\.yaml.* tls\.key: the key can be read by others/),
    );
  });

  test('is for no name by which browsers ask', async () => {
    await writeTls(Date.UTC(2036, 0, 1), 'publicUrl: https://other.example.org\n');
    expect(said(await ward.examine(), 'settings')).toContainEqual(
      expect.stringMatching(/^warning rollcall\.yaml.* tls\.cert: is not for "other\.example\.org"/),
    );
  });

  test('that can not be used is a problem of the settings, and one beside other problems is looked at', async () => {
    await writeTls(Date.UTC(2036, 0, 1), 'intervals: { probe: 1 }\n');
    expect(said(await ward.examine(), 'https-certificate')).toEqual([expect.stringMatching(/^ok /)]);
    const { key } = await makePair('another', new Date(0), new Date(Date.UTC(2036, 0, 1)));
    await ward.write('own.key', key);
    const findings = await ward.examine();
    expect(said(findings, 'https-certificate', 'files')).toEqual([]);
    expect(said(findings, 'settings')).toContainEqual(
      expect.stringMatching(/^problem rollcall\.yaml.* tls\.key: does not belong to the certificate$/),
    );
  });
});
