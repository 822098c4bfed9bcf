/** A provider of OpenID Connect as others run one (oidc-provider), on this machine. Whoever gives a name of its people is let in. */
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Configuration, Provider } from 'oidc-provider';

/** By the name with which they log in: what more is said of them. */
export type People = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

export type RealProvider = {
  issuer: string;
  close(): Promise<void>;
};

export type RealProviderOptions = {
  people: People;
  redirectUri: string;
  clientId: string;
  /** Null: of a public client. */
  clientSecret: string | null;
  /** Where it was before, to take its place. */
  port?: number;
};

export async function startRealProvider(options: RealProviderOptions): Promise<RealProvider> {
  const server = createServer();
  const issuer = await listen(server, options.port ?? 0);
  const { people, clientId, clientSecret, redirectUri } = options;
  const configuration: Configuration = {
    clients: [
      {
        client_id: clientId,
        redirect_uris: [redirectUri],
        ...(clientSecret === null
          ? { token_endpoint_auth_method: 'none' }
          : { client_secret: clientSecret, token_endpoint_auth_method: 'client_secret_basic' }),
      },
    ],
    claims: {
      openid: ['sub'],
      profile: ['preferred_username', 'names'],
      groups: ['groups', 'realm_access', 'https://example.org/roles'],
    },
    scopes: ['openid', 'profile', 'groups'],
    cookies: { keys: ['of the tests'] },
    features: { devInteractions: { enabled: true } },
    findAccount: (_context, id) => {
      const person = people[id];
      return person && { accountId: id, claims: () => ({ sub: id, ...person }) };
    },
  };
  const provider = new Provider(issuer, configuration);
  const handle = provider.callback();
  server.on('request', (request, response) => void handle(request, response));
  return {
    issuer,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function listen(server: Server, port: number): Promise<string> {
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === 'string') throw new Error('the provider listens on no port');
  return `http://127.0.0.1:${address.port}`;
}
