import { type Account, DEFAULT_LIMITS, MAX_NAME, type SessionLimits } from '../access/account.ts';
import { parsePasswordHash } from '../access/password.ts';
import { Role } from '../wire/session.ts';
import { examine } from './cluster.ts';
import type { AccessConfig } from './config.ts';
import type * as environment from './environment.ts';
import type { SettingsDraft } from './file-schema.ts';
import type { Files } from './files.ts';
import { readHeader } from './header.ts';
import { readOidc } from './oidc.ts';
import { type Findings, quote } from './problems.ts';
import type { SettingsFile } from './settings-file.ts';
import { suggest } from '../wire/suggest.ts';
import { formatDuration, parseDuration, type Parsed } from './values.ts';

const SHORTEST_MS = 5 * 60_000;
const LONGEST_MS = 400 * 86_400_000;

type Written = { file: SettingsFile; draft: SettingsDraft };
type Source = Written & { directory: string };

/** Who may log in; null: nobody has to. `publicUrl`: where browsers find us. */
export function readAccess(
  around: { env: environment.Environment; files: Files },
  { file, draft, directory }: Source,
  publicUrl: string | null,
  findings: Findings,
): AccessConfig | null {
  const { access } = draft;
  if (access === undefined) return null;
  const sessions = readLimits(file, access.sessions, findings);
  const accounts = (access.accounts ?? []).map((account, index) =>
    account === null ? null : readAccount({ file, account, index }, findings),
  );
  reportSameNames(file, accounts, findings);
  const ways = ['accounts', 'oidc', 'header'];
  if (!ways.some((way) => file.has(['access', way]))) {
    const remedy = 'list accounts, each with a name, a password and a role, or say oidc or header';
    findings.problem(file.spot(['access']), 'names nobody who may log in', remedy);
  }
  return {
    sessions,
    accounts: accounts.filter((account) => account !== null),
    oidc: readOidc(around, { file, draft, directory }, publicUrl, findings),
    header: readHeader({ file, draft }, findings),
  };
}

function readLimits(
  file: SettingsFile,
  written: { idle?: string | undefined; longest?: string | undefined } | undefined,
  findings: Findings,
): SessionLimits {
  const parse = (text: string): Parsed<number> => parseDuration(text, SHORTEST_MS, LONGEST_MS);
  const read = (key: 'idle' | 'longest'): number | null =>
    examine(written?.[key], parse, file.spot(['access', 'sessions', key]), findings) ?? null;
  const [idle, longest] = [read('idle'), read('longest')];
  const idleMs = idle ?? Math.min(DEFAULT_LIMITS.idleMs, longest ?? Number.POSITIVE_INFINITY);
  const longestMs = longest ?? Math.max(DEFAULT_LIMITS.longestMs, idleMs);
  if (idleMs > longestMs) {
    const what = `${quote(formatDuration(idleMs))} is longer than longest, which is ${formatDuration(longestMs)}`;
    findings.problem(file.spot(['access', 'sessions', 'idle']), what, 'choose so that idle <= longest');
  }
  return { idleMs, longestMs };
}

type AccountDraft = NonNullable<NonNullable<NonNullable<SettingsDraft['access']>['accounts']>[number]>;

function readAccount(
  { file, account, index }: { file: SettingsFile; account: AccountDraft; index: number },
  findings: Findings,
): Account | null {
  const spotOf = (key: keyof Account) => file.spot(['access', 'accounts', index, key]);
  const name = examine(account.name, parseAccountName, spotOf('name'), findings);
  const password = examine(account.password, parsePassword, spotOf('password'), findings);
  const role = examine(account.role, parseRole, spotOf('role'), findings);
  return name === undefined || password === undefined || role === undefined ? null : { name, password, role };
}

function reportSameNames(
  file: SettingsFile,
  accounts: readonly (Account | null)[],
  findings: Findings,
): void {
  for (const [index, account] of accounts.entries()) {
    if (account === null || accounts.findIndex((other) => other?.name === account.name) === index) continue;
    const what = `${quote(account.name)} is the name of an earlier account too`;
    findings.problem(file.spot(['access', 'accounts', index, 'name']), what, 'rename one of them');
  }
}

function parseAccountName(text: string): Parsed<string> {
  const name = text.normalize('NFC');
  if (name.length <= MAX_NAME && !/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(name)) return { ok: true, value: name };
  const remedy = `use 1 to ${MAX_NAME} characters that can be seen`;
  return { ok: false, what: `${quote(text)} can't be an account's name`, remedy };
}

/** What is written there may be a password, so it is never repeated. */
function parsePassword(text: string): Parsed<string> {
  if (parsePasswordHash(text) !== null) return { ok: true, value: text };
  const remedy = 'run `rollcall passwd`, and write the line that it prints';
  return { ok: false, what: 'is not the hash of a password', remedy };
}

function parseRole(text: string): Parsed<Role> {
  const role = Role.options.find((known) => known === text);
  if (role !== undefined) return { ok: true, value: role };
  const remedy = `use ${suggest(text, Role.options) ?? Role.options.join(' or ')}`;
  return { ok: false, what: `${quote(text)} is no role`, remedy };
}
