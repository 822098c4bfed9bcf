/** The provider by which people log in: whether it can be asked, is the one that the settings name, and has what a log-in needs. */
import { createProvider } from '../access/oidc/provider.ts';
import type { OidcSettings } from '../access/oidc/settings.ts';
import type { Trouble } from '../access/oidc/trouble.ts';
import { type Finding, about } from './finding.ts';
import { type Lack, lacksOf } from './provider-lacks.ts';

/** Less than the whole examination has, so that it is told what happened. */
const DEADLINE_MS = 6000;

export async function examineProvider(settings: OidcSettings, now: () => number): Promise<Finding[]> {
  const here = about(settings.issuer);
  const begunAtMs = performance.now();
  const described = await createProvider({ settings, deadlineMs: DEADLINE_MS, now }).describe();
  const answeredMs = Math.round(performance.now() - begunAtMs);
  if (!described.ok) {
    return [here.problem('provider', whatOf(described.error), remedyOf(described.error, settings))];
  }
  const lacks = lacksOf(described.value, settings.issuer.startsWith('http:'));
  if (lacks.length > 0) return lacks.map((lack) => here.problem('provider', ...inWords(lack, settings)));
  return [here.ok('provider', `${settings.label} says where to log in, in ${answeredMs} ms`, { answeredMs })];
}

const descriptionOf = ({ issuer }: OidcSettings): string =>
  `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;

const whatOf = ({ problem, reason }: Trouble): string =>
  problem === 'provider-away'
    ? `it does not answer as a provider does, so nobody can log in by it: ${reason}`
    : `nobody can log in by it: ${reason}`;

const remedyOf = ({ problem }: Trouble, settings: OidcSettings): string =>
  problem === 'provider-away'
    ? `see what this machine gets from ${descriptionOf(settings)}; a certificate of your own authority needs NODE_EXTRA_CA_CERTS`
    : 'compare access.oidc.issuer with what the provider calls itself (issuer) in its description';

/** What was found, and what to do. */
function inWords({ kind, field }: Lack, settings: OidcSettings): [what: string, remedy: string] {
  const nobody = 'nobody can log in by it';
  switch (kind) {
    case 'endpoint':
      return [
        `${nobody}: its description has no ${field} that can be used`,
        `see ${descriptionOf(settings)}: it has to be named there, by https where the issuer is https`,
      ];
    case 'code-flow':
      return [
        `${nobody}: by its ${field} it has no authorization code flow`,
        'turn on the authorization code flow (the standard flow) at the provider',
      ];
    case 'pkce':
      return [
        `${nobody}: by its ${field} it does not take PKCE with S256`,
        'allow S256 at the provider: Rollcall always uses it',
      ];
  }
}
