/** Logs in by a name and a password of the settings. */
import { createHash } from 'node:crypto';
import { type Result, err, ok } from '../result.ts';
import type { LogInDraft } from '../wire/log-in.ts';
import type { Account, SessionLimits } from './account.ts';
import { type PasswordHash, type Verifier, createVerifier, decoyOf, parsePasswordHash } from './password.ts';
import type { Claims, Identity, Standing } from './sessions.ts';
import { type Throttle, createThrottle } from './throttle.ts';

/** `why` is for the operators, and never told to whoever tries. */
export type LogInRefusal =
  | { kind: 'wrong'; why: 'no such account' | 'wrong password' }
  | { kind: 'throttled'; waitMs: number }
  | { kind: 'busy' };

export type Passwords = {
  logIn(given: LogInDraft, address: string): Promise<Result<Identity, LogInRefusal>>;
  /** What a session that began so is worth now: nothing once the account is gone, or its password is another. */
  standing(claims: Claims): Standing | null;
};

/** Each try takes some tenths of a second. */
const MAX_WAITING = 8;

export function createPasswords(
  accounts: readonly Account[],
  limits: SessionLimits,
  now: () => number,
  throttle: Throttle = createThrottle(now),
  verifier: Verifier = createVerifier({ maxWaiting: MAX_WAITING }),
): Passwords {
  const known = new Map(accounts.map((account) => [account.name, { ...account, hash: hashOf(account) }]));
  const decoy = decoyOf([...known.values()].map(({ hash }) => hash));
  return {
    async logIn({ name: given, password }, address) {
      const name = given.normalize('NFC');
      const attempt = throttle.admit(name, address);
      if (!attempt.ok) return err({ kind: 'throttled', waitMs: attempt.error });
      const account = known.get(name);
      const verified = await verifier.verify(password, account?.hash ?? decoy);
      if (!verified.ok) {
        attempt.value.withdrawn();
        return err({ kind: 'busy' });
      }
      if (account === undefined) return err({ kind: 'wrong', why: 'no such account' });
      if (!verified.value) return err({ kind: 'wrong', why: 'wrong password' });
      attempt.value.succeeded();
      return ok({ by: 'account', name, role: account.role, clusters: 'all', mark: markOf(account) });
    },
    standing({ name, mark }) {
      const account = known.get(name);
      if (account === undefined || markOf(account) !== mark) return null;
      return { role: account.role, clusters: 'all', limits };
    },
  };
}

function hashOf({ name, password }: Account): PasswordHash {
  const hash = parsePasswordHash(password);
  if (hash === null) throw new Error(`the password of ${name} was not looked at`);
  return hash;
}

const markOf = ({ password }: Account): string =>
  createHash('sha256').update(password).digest('base64url').slice(0, 16);
