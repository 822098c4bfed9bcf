/** What a log-in needs of a provider, held against what that says of itself (OpenID Connect Discovery 1.0, 3). */

/** `field`: where it says so. */
export type Lack = { kind: 'endpoint' | 'code-flow' | 'pkce'; field: string };

type Description = Readonly<Record<string, unknown>>;

/** Where people are sent, where a code is exchanged, and the keys by which the answer is signed. */
const ENDPOINTS = ['authorization_endpoint', 'token_endpoint', 'jwks_uri'] as const;
/** What has to be on a list, if there is such a list: many say nothing of what goes without saying. */
const LISTED = [
  { kind: 'code-flow', field: 'response_types_supported', value: 'code' },
  { kind: 'code-flow', field: 'grant_types_supported', value: 'authorization_code' },
  { kind: 'pkce', field: 'code_challenge_methods_supported', value: 'S256' },
] as const;

/** `description`: of anybody, so anything. `mayBePlain`: http will do, as for a provider on this machine. */
export function lacksOf(description: Description, mayBePlain: boolean): Lack[] {
  const schemes = mayBePlain ? ['https:', 'http:'] : ['https:'];
  const isAddress = (value: unknown): boolean =>
    typeof value === 'string' && schemes.includes(URL.parse(value)?.protocol ?? '');
  return [
    ...ENDPOINTS.filter((field) => !isAddress(description[field])).map((field): Lack => ({
      kind: 'endpoint',
      field,
    })),
    ...LISTED.filter(({ field, value }) => isListWithout(description[field], value)).map(
      ({ kind, field }): Lack => ({ kind, field }),
    ),
  ];
}

const isListWithout = (list: unknown, value: string): boolean => Array.isArray(list) && !list.includes(value);
