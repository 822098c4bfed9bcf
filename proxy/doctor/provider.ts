/** The provider by which people log in: whether it can be asked, and is the one that the settings name. Nobody is logged in. */
import { createProvider } from '../access/oidc/provider.ts';
import type { OidcSettings } from '../access/oidc/settings.ts';
import type { Trouble } from '../access/oidc/trouble.ts';
import { type Finding, about } from './finding.ts';

/** Less than the whole examination has, so that it is told what happened. */
const DEADLINE_MS = 6000;
/** Nothing is sent to it: an address is made as for a log-in, by what the provider says of itself. */
const NOBODY = { state: 'none', nonce: 'none', verifier: 'none' };

export async function examineProvider(settings: OidcSettings, now: () => number): Promise<Finding> {
  const here = about(settings.issuer);
  const begunAtMs = performance.now();
  const asked = await createProvider({ settings, deadlineMs: DEADLINE_MS, now }).urlFor(NOBODY, false);
  const answeredMs = Math.round(performance.now() - begunAtMs);
  if (!asked.ok) return here.problem('provider', whatOf(asked.error), remedyOf(asked.error, settings));
  return here.ok('provider', `${settings.label} says where to log in, in ${answeredMs} ms`, { answeredMs });
}

const whatOf = ({ problem, reason }: Trouble): string =>
  problem === 'provider-away'
    ? `it does not answer as a provider does, so nobody can log in by it: ${reason}`
    : `nobody can log in by it: ${reason}`;

const remedyOf = ({ problem }: Trouble, { issuer }: OidcSettings): string =>
  problem === 'provider-away'
    ? `see what this machine gets from ${issuer.replace(/\/$/, '')}/.well-known/openid-configuration; a certificate of your own authority needs NODE_EXTRA_CA_CERTS`
    : 'compare access.oidc.issuer with what the provider calls itself (issuer) in its description';
