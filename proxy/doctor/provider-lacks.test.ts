import { expect, test } from 'vitest';
import { lacksOf } from './provider-lacks.ts';

const SOUND = {
  authorization_endpoint: 'https://sso.example.org/authorize',
  token_endpoint: 'https://sso.example.org/token',
  jwks_uri: 'https://sso.example.org/keys',
};
const lacked = (differs: object, mayBePlain = false): string[] =>
  lacksOf({ ...SOUND, ...differs }, mayBePlain).map(({ kind, field }) => `${kind} ${field}`);

test.each([
  {},
  { response_types_supported: ['id_token', 'code'] },
  { grant_types_supported: ['authorization_code'], code_challenge_methods_supported: ['plain', 'S256'] },
  // No lists: of what it takes nothing is known.
  { response_types_supported: 'code', grant_types_supported: null, code_challenge_methods_supported: {} },
])('%j is enough', (differs) => {
  expect(lacked(differs)).toEqual([]);
});

test.each([
  [{ authorization_endpoint: undefined }, ['endpoint authorization_endpoint']],
  [{ authorization_endpoint: 'javascript:alert(1)' }, ['endpoint authorization_endpoint']],
  [{ token_endpoint: 'http://sso.example.org/token' }, ['endpoint token_endpoint']],
  [
    { token_endpoint: '/token', jwks_uri: ['https://sso.example.org/keys'] },
    ['endpoint token_endpoint', 'endpoint jwks_uri'],
  ],
  [{ response_types_supported: ['id_token', 'code id_token'] }, ['code-flow response_types_supported']],
  [{ grant_types_supported: ['implicit'] }, ['code-flow grant_types_supported']],
  [{ code_challenge_methods_supported: ['plain'] }, ['pkce code_challenge_methods_supported']],
  [{ code_challenge_methods_supported: [] }, ['pkce code_challenge_methods_supported']],
])('%j is not', (differs, expected) => {
  expect(lacked(differs)).toEqual(expected);
});

test('http will do where the provider itself is so', () => {
  const plain = { token_endpoint: 'http://127.0.0.1:9000/token' };
  expect(lacked(plain)).toEqual(['endpoint token_endpoint']);
  expect(lacked(plain, true)).toEqual([]);
});
