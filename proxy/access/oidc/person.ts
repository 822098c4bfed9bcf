/** Who somebody is, by what a provider says of them. */
import { type Result, err, ok } from '../../result.ts';
import type { Role } from '../../wire/session.ts';
import { readName } from '../name.ts';
import { claimIn } from './claim.ts';
import type { OidcSettings } from './settings.ts';

/** What the provider says of somebody: hostile text, but that it is the provider's was checked. */
export type PersonClaims = { sub: string; [claim: string]: unknown };

export type Person = { name: string; role: Role };
/** `name`: for the audit log. */
export type NoPerson = { problem: 'no-role' | 'no-name'; name: string };

export function personIn(
  claims: PersonClaims,
  { nameClaim, rolesClaim, roles }: OidcSettings,
): Result<Person, NoPerson> {
  const texts = [claimIn(claims, nameClaim), claims['email'], claims.sub].filter(
    (value) => typeof value === 'string',
  );
  const name = texts.map(readName).find((fit) => fit !== null) ?? null;
  if (name === null) return err({ problem: 'no-name', name: claims.sub });
  const theirs = valuesIn(claimIn(claims, rolesClaim));
  const role = (['operator', 'viewer'] as const).find((each) =>
    roles[each].some((value) => theirs.includes(value)),
  );
  return role === undefined ? err({ problem: 'no-role', name }) : ok({ name, role });
}

/** A list, or one value alone. */
const valuesIn = (claim: unknown): unknown[] => (Array.isArray(claim) ? claim : [claim]);

/** Whether what is needed of somebody is among what was said; else the provider may say more when it is asked. */
export const tellsEnough = (claims: PersonClaims, { nameClaim, rolesClaim }: OidcSettings): boolean =>
  [nameClaim, rolesClaim].every((claim) => claimIn(claims, claim) !== undefined);

/**
 * What the token says and what was said when asked, as one. What the token says of the name and the roles holds, also where
 * it is within a claim of which both have a part.
 */
export function joined(
  token: PersonClaims,
  asked: PersonClaims,
  { nameClaim, rolesClaim }: OidcSettings,
): PersonClaims {
  const needed = [nameClaim, rolesClaim].map((claim) => {
    const inToken = claimIn(token, claim);
    return [claim, inToken === undefined ? claimIn(asked, claim) : inToken] as const;
  });
  return { ...asked, ...token, ...Object.fromEntries(needed) };
}
