/** Logs in by a provider of OpenID Connect. */
import { createHash } from 'node:crypto';
import { randomNonce, randomPKCECodeVerifier, randomState } from 'openid-client';
import * as z from 'zod/mini';
import { type Result, err, ok } from '../../result.ts';
import type { Role } from '../../wire/session.ts';
import type { SessionLimits } from '../account.ts';
import { open, seal } from '../seal.ts';
import type { SessionKeys } from '../session-keys.ts';
import type { Claims, Identity, Standing } from '../sessions.ts';
import { personIn } from './person.ts';
import { createProvider } from './provider.ts';
import type { OidcSettings } from './settings.ts';
import type { Trouble } from './trouble.ts';

/** `name`: of somebody whom the provider named, and who may nothing here; null: nobody was named. */
export type Refusal = Trouble & { name: string | null };

export type Oidc = {
  /** What to call the provider. */
  label: string;
  /** The origin of ours to which it leads back. */
  home: string;
  /** Where to send a browser, and a text that it has to bring back; that holds for `PENDING_MS`. `next`: where to go afterwards. `anew`: as
   *  somebody else than is logged in there, maybe. */
  begin(next: string, anew: boolean): Promise<Result<{ url: string; sealed: string }, Trouble>>;
  /** Where a log-in that was begun is to lead; null: none was, or too long ago. */
  nextOf(sealed: string | null): string | null;
  /** `sealed`: what the browser brought back. `answer`: the query with which the provider sent it. */
  finish(sealed: string | null, answer: URLSearchParams): Promise<Result<Identity, Refusal>>;
  /** What a session that began so is worth now: nothing once what made somebody so has changed. */
  standing(claims: Claims): Standing | null;
};

export type OidcDeps = {
  settings: OidcSettings;
  limits: SessionLimits;
  keys: SessionKeys;
  /** Of all that is asked of the provider at one time. */
  deadlineMs?: number;
  now(): number;
};

const DEADLINE_MS = 10_000;
/** From leaving for the provider to coming back. */
export const PENDING_MS = 10 * 60_000;
/** Answers of the provider that are looked at at the same time. */
const MOST_AT_ONCE = 16;
/** Log-ins that are remembered as used; each costs a request with an answer to our own state. */
const MOST_USED = 10_000;

/** What is sealed. Nothing of a session has a `log-in`, and nothing of this what makes a session. */
const Pending = z.object({
  kind: z.literal('log-in'),
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  next: z.string(),
  untilMs: z.int(),
});
type Pending = z.infer<typeof Pending>;

export function createOidc({ settings, limits, keys, deadlineMs = DEADLINE_MS, now }: OidcDeps): Oidc {
  const provider = createProvider({ settings, deadlineMs, now });
  const used = new Map<string, number>();
  let atOnce = 0;

  const pendingIn = (sealed: string | null): Pending | null => {
    const parsed = Pending.safeParse(sealed === null ? undefined : open(sealed, keys.all()));
    return parsed.success && now() < parsed.data.untilMs ? parsed.data : null;
  };
  /** Whether it is the first time. */
  const use = ({ state, untilMs }: Pending): boolean => {
    for (const [each, endsMs] of used) if (endsMs <= now() || used.size >= MOST_USED) used.delete(each);
    if (used.has(state)) return false;
    used.set(state, untilMs);
    return true;
  };
  const refuse = (trouble: Trouble, name: string | null = null) => err({ ...trouble, name });

  return {
    label: settings.label,
    home: new URL(settings.redirectUri).origin,
    async begin(next, anew) {
      const binding = { state: randomState(), nonce: randomNonce(), verifier: randomPKCECodeVerifier() };
      const url = await provider.urlFor(binding, anew);
      if (!url.ok) return url;
      const pending: Pending = { kind: 'log-in', ...binding, next, untilMs: now() + PENDING_MS };
      return ok({ url: url.value, sealed: seal(pending, keys.current(now())) });
    },
    nextOf: (sealed) => pendingIn(sealed)?.next ?? null,
    async finish(sealed, answer) {
      const pending = pendingIn(sealed);
      if (pending === null) return refuse({ problem: 'expired', reason: 'no log-in was begun' });
      // Before anybody else is bothered with it.
      if (answer.getAll('state').join() !== pending.state)
        return refuse({ problem: 'expired', reason: 'the state is of another log-in' });
      if (atOnce >= MOST_AT_ONCE) return refuse({ problem: 'busy', reason: 'too many at once' });
      if (!use(pending)) return refuse({ problem: 'expired', reason: 'the answer was used before' });
      atOnce += 1;
      const claims = await provider.claimsOf(answer, pending).finally(() => (atOnce -= 1));
      if (!claims.ok) return refuse(claims.error);
      const person = personIn(claims.value, settings);
      if (!person.ok) {
        const { problem, name } = person.error;
        return refuse({ problem, reason: problem }, name);
      }
      const { name, role } = person.value;
      return ok({ by: 'oidc', name, role, clusters: 'all', mark: markOf(settings, role) });
    },
    standing: ({ role, mark }) =>
      markOf(settings, role) === mark ? { role, clusters: 'all', limits } : null,
  };
}

/** Of what makes somebody so: the provider, what we are to it, and the values of the claim. */
function markOf({ issuer, clientId, nameClaim, rolesClaim, roles }: OidcSettings, role: Role): string {
  const text = JSON.stringify([issuer, clientId, nameClaim, rolesClaim, role, roles[role].toSorted()]);
  return createHash('sha256').update(text).digest('base64url').slice(0, 16);
}
