/** A provider whose every answer can be bent: of tokens, of keys, of what it says of itself, or none at all. */
import { createServer } from 'node:http';
import { type CryptoKey, type JWK, SignJWT, UnsecuredJWT, exportJWK, generateKeyPair } from 'jose';

export type Bent = {
  /** In the place of, or beside, what it says of itself. */
  metadata: Record<string, unknown>;
  /** In the place of, or beside, the claims of a token. */
  claims: Record<string, unknown>;
  /** `unsigned`: by no key at all. */
  signedBy: 'its key' | 'the key of another' | 'unsigned' | 'the secret';
  /** What answers in the place of an endpoint, by path: a status, a text, or silence. */
  answers: Record<string, 'nothing' | { status: number; body: string; type?: string }>;
  userinfo: Record<string, unknown>;
};

export type HostileProvider = {
  issuer: string;
  bent: Bent;
  /** The nonce that tokens have; a well-behaved provider takes it from the request. */
  nonce: string;
  /** Paths that were asked for, and bodies that came with them. */
  asked: { path: string; body: string }[];
  /** Signs by a new key from now on, and knows the old one no longer. */
  rotate(): Promise<void>;
  close(): Promise<void>;
};

const straight = (): Bent => ({ metadata: {}, claims: {}, signedBy: 'its key', answers: {}, userinfo: {} });

type Key = { privateKey: CryptoKey; jwk: JWK };
let made = 0;
async function makeKey(): Promise<Key> {
  const { privateKey, publicKey } = await generateKeyPair('ES256');
  made += 1;
  return {
    privateKey,
    jwk: { ...(await exportJWK(publicKey)), kid: `key-${made}`, alg: 'ES256', use: 'sig' },
  };
}

export async function startHostileProvider(clientId: string, secret: string): Promise<HostileProvider> {
  let key = await makeKey();
  const other = await makeKey();

  const token = async (): Promise<string> => {
    const { claims, signedBy } = hostile.bent;
    const now = Math.floor(Date.now() / 1000);
    const all = {
      iss: hostile.issuer,
      aud: clientId,
      sub: 'sub-1',
      iat: now,
      exp: now + 300,
      nonce: hostile.nonce,
      preferred_username: 'ana',
      groups: ['operators'],
      ...claims,
    };
    if (signedBy === 'unsigned') return new UnsecuredJWT(all).encode();
    if (signedBy === 'the secret')
      return new SignJWT(all).setProtectedHeader({ alg: 'HS256' }).sign(Buffer.from(secret));
    // Under the name of its own.
    const by = signedBy === 'its key' ? key : other;
    return new SignJWT(all).setProtectedHeader({ alg: 'ES256', kid: key.jwk.kid ?? '' }).sign(by.privateKey);
  };
  const answer = async (path: string): Promise<unknown> => {
    const { issuer, bent } = hostile;
    if (path === '/.well-known/openid-configuration')
      return {
        issuer,
        authorization_endpoint: `${issuer}/authorize`,
        token_endpoint: `${issuer}/token`,
        jwks_uri: `${issuer}/keys`,
        userinfo_endpoint: `${issuer}/userinfo`,
        id_token_signing_alg_values_supported: ['ES256', 'HS256', 'none'],
        authorization_response_iss_parameter_supported: true,
        ...bent.metadata,
      };
    if (path === '/keys') return { keys: [key.jwk] };
    if (path === '/userinfo') return { sub: 'sub-1', ...bent.userinfo };
    return { access_token: 'access-token-of-the-tests', token_type: 'bearer', id_token: await token() };
  };
  const server = createServer((request, response) => {
    const path = (request.url ?? '').split('?')[0] ?? '';
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      hostile.asked.push({ path, body: Buffer.concat(parts).toString() });
      const instead = hostile.bent.answers[path];
      if (instead === 'nothing') return;
      if (instead !== undefined) {
        response.writeHead(instead.status, { 'content-type': instead.type ?? 'application/json' });
        response.end(instead.body);
        return;
      }
      void answer(path).then((body) => {
        response.writeHead(200, { 'content-type': 'application/json' });
        response.end(JSON.stringify(body));
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the provider listens on no port');
  const hostile: HostileProvider = {
    issuer: `http://127.0.0.1:${address.port}`,
    bent: straight(),
    nonce: '',
    asked: [],
    async rotate() {
      key = await makeKey();
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return hostile;
}
