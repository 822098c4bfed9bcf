/** Where a provider says something of somebody. */
import type { PersonClaims } from './person.ts';

/**
 * The claim of that name; where there is none, a name with dots leads into claims within others, as Keycloak's
 * `realm_access.roles` does. Names of claims may be URLs, so the whole name comes first. Undefined: it says nothing.
 */
export function claimIn(claims: PersonClaims, name: string): unknown {
  if (Object.hasOwn(claims, name)) return claims[name];
  let found: unknown = claims;
  for (const step of name.split('.')) {
    if (!isObject(found) || !Object.hasOwn(found, step)) return undefined;
    found = found[step];
  }
  return found;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
