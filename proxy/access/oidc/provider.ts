/** Talks with a provider of OpenID Connect: where it sends people, and whom it then says that they are. */
import {
  ClientError,
  ClientSecretBasic,
  ClientSecretPost,
  Configuration,
  None,
  type ServerMetadata,
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  clockTolerance,
  customFetch,
  discovery,
  enableNonRepudiationChecks,
  fetchUserInfo,
} from 'openid-client';
import { type Result, err, ok } from '../../result.ts';
import { carefulFetch } from './careful-fetch.ts';
import { type PersonClaims, joined, tellsEnough } from './person.ts';
import type { OidcSettings } from './settings.ts';
import { OtherIssuer, type Trouble, troubleOf } from './trouble.ts';

/** What binds an answer to the log-in that asked for it, and to the browser that began it. Random texts. */
export type Binding = { state: string; nonce: string; verifier: string };

export type Provider = {
  /** What it says of itself, fetched as for a log-in. That it is the one of the settings was checked, and nothing else: hostile. */
  describe(): Promise<Result<Readonly<Record<string, unknown>>, Trouble>>;
  /** Where to send a browser. `anew`: whoever is logged in there is to be asked who they are all the same. */
  urlFor(binding: Binding, anew: boolean): Promise<Result<string, Trouble>>;
  /** Whom it names. `answer`: the query with which it sent the browser back. */
  claimsOf(answer: URLSearchParams, binding: Binding): Promise<Result<PersonClaims, Trouble>>;
};

export type ProviderOptions = {
  settings: OidcSettings;
  /** How long it may take for all that is asked of it, ms. */
  deadlineMs: number;
  now(): number;
};

/** What it says of itself is asked again after so long. */
const KNOWN_FOR_MS = 3_600_000;
/** By how much its clock and ours may differ. */
const TOLERANCE_S = 60;

export function createProvider({ settings, deadlineMs, now }: ProviderOptions): Provider {
  const { issuer, clientId, clientSecret, scopes, redirectUri } = settings;
  const isPlain = issuer.startsWith('http:');
  const client = { [clockTolerance]: TOLERANCE_S };
  let known: { metadata: Promise<ServerMetadata>; atMs: number } | null = null;

  const discover = async (): Promise<ServerMetadata> => {
    const config = await discovery(new URL(issuer), clientId, client, None(), {
      [customFetch]: carefulFetch(AbortSignal.timeout(deadlineMs)),
      execute: isPlain ? [allowInsecureRequests] : [],
    }).catch((error: unknown) => {
      throw isOtherIssuer(error) ? new OtherIssuer() : error;
    });
    const server = config.serverMetadata();
    // The library lets some go by another name, who speak for people of anybody's.
    if (new URL(server.issuer).href !== new URL(issuer).href) throw new OtherIssuer();
    return server;
  };
  /** Once for all who ask meanwhile. What failed is tried again by the next. */
  const metadata = (): Promise<ServerMetadata> => {
    if (known !== null && Math.abs(now() - known.atMs) < KNOWN_FOR_MS) return known.metadata;
    const asked = { metadata: discover(), atMs: now() };
    known = asked;
    void asked.metadata.catch(() => {
      if (known === asked) known = null;
    });
    return asked.metadata;
  };
  /** One for each log-in: keys are fetched anew with it, so that it matters not when the provider changes them. */
  const connect = async (deadline: AbortSignal): Promise<Configuration> => {
    const server = await metadata();
    const config = new Configuration(server, clientId, client, authentication(server, clientSecret));
    config[customFetch] = carefulFetch(deadline);
    if (isPlain) allowInsecureRequests(config);
    // Not on the word of TLS alone: an ID token has to be signed by a key of the provider's.
    enableNonRepudiationChecks(config);
    return config;
  };
  const attempt = async <T>(what: (config: Configuration) => Promise<T>): Promise<Result<T, Trouble>> => {
    try {
      return ok(await what(await connect(AbortSignal.timeout(deadlineMs))));
    } catch (error) {
      const trouble = troubleOf(error);
      // It may have moved.
      if (trouble.problem !== 'cancelled') known = null;
      return err(trouble);
    }
  };

  return {
    describe: () => attempt(async (config) => config.serverMetadata()),
    urlFor: ({ state, nonce, verifier }, anew) =>
      attempt(async (config) => {
        const url = buildAuthorizationUrl(config, {
          redirect_uri: redirectUri,
          scope: scopes.join(' '),
          state,
          nonce,
          code_challenge: await calculatePKCECodeChallenge(verifier),
          code_challenge_method: 'S256',
          ...(anew && { prompt: 'login' }),
        });
        return url.href;
      }),
    claimsOf: (answer, { state, nonce, verifier }) =>
      attempt(async (config) => {
        const url = new URL(redirectUri);
        url.search = answer.toString();
        const tokens = await authorizationCodeGrant(config, url, {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: verifier,
          idTokenExpected: true,
        });
        const claims = tokens.claims();
        if (claims === undefined) throw new Error('the library let an answer without an ID token pass');
        if (tellsEnough(claims, settings) || config.serverMetadata().userinfo_endpoint === undefined)
          return claims;
        // Many say little in the token, and the rest only when asked.
        return joined(claims, await fetchUserInfo(config, tokens.access_token, claims.sub), settings);
      }),
  };
}

/** The only thing that is compared when it says what it is. */
const isOtherIssuer = (error: unknown): boolean =>
  error instanceof ClientError && error.code === 'OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED';

/** As the provider wants it; the first is what holds where it says nothing (OpenID Connect Discovery 1.0, 3). */
function authentication(
  { token_endpoint_auth_methods_supported: methods = ['client_secret_basic'] }: ServerMetadata,
  secret: string | null,
) {
  if (secret === null) return None();
  return methods.includes('client_secret_basic') || !methods.includes('client_secret_post')
    ? ClientSecretBasic(secret)
    : ClientSecretPost(secret);
}
