/** Who may log in with a password, and for how long that holds. */
import type { Role } from '../wire/session.ts';

export type Account = {
  name: string;
  /** As `parsePasswordHash` reads it. Never log it. */
  password: string;
  role: Role;
};

export type SessionLimits = {
  /** Without use, ms. */
  idleMs: number;
  /** With use, ms. */
  longestMs: number;
};

export const DEFAULT_LIMITS: SessionLimits = { idleMs: 12 * 3_600_000, longestMs: 30 * 86_400_000 };

/** Longer ones are refused, in the settings as at the log-in. */
export const MAX_NAME = 64;
export const MAX_PASSWORD = 512;
