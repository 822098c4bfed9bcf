/** Which provider people log in by (OpenID Connect), and what that makes of them. */
import type { Role } from '../../wire/session.ts';

export type OidcSettings = {
  /** Of the provider, as it names itself. */
  issuer: string;
  /** What the page calls it. */
  label: string;
  clientId: string;
  /** Never log it. Null: of a public client, which proves itself by PKCE alone. */
  clientSecret: string | null;
  /** `openid` among them. */
  scopes: readonly string[];
  /** The claims that say what to call somebody, and what they are; within another one with a dot, such as `realm_access.roles`. */
  nameClaim: string;
  rolesClaim: string;
  /** The values of that claim that make somebody so. */
  roles: Readonly<Record<Role, readonly string[]>>;
  /** Where the provider sends browsers back to. */
  redirectUri: string;
};

export const OIDC_DEFAULTS = {
  label: 'single sign-on',
  scopes: ['openid', 'profile', 'email'],
  nameClaim: 'preferred_username',
  rolesClaim: 'groups',
} as const;

/** Where a log-in begins, and where the provider sends browsers back to. */
export const OIDC_PATH = '/api/login/oidc';
export const OIDC_CALLBACK_PATH = `${OIDC_PATH}/callback`;
