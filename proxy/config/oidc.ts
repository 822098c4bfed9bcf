/** The provider of OpenID Connect by which people log in. */
import { OIDC_CALLBACK_PATH, OIDC_DEFAULTS, type OidcSettings } from '../access/oidc/settings.ts';
import { readName } from '../access/name.ts';
import { resolve } from 'node:path';
import { examine } from './cluster.ts';
import * as environment from './environment.ts';
import type { OidcDraft, SettingsDraft } from './file-schema.ts';
import { type Files, readText } from './files.ts';
import { warnOfOpenKey } from './pem-file.ts';
import { type Findings, quote, type Spot } from './problems.ts';
import type { SettingPath, SettingsFile } from './settings-file.ts';
import { isLoopback, type Parsed } from './values.ts';

const SECRET_VARIABLE = 'ROLLCALL_OIDC_CLIENT_SECRET';
/** A group may read it, as that of the process. */
const OWNER_AND_GROUP = 0o040;

type Around = { env: environment.Environment; files: Files };
type Written = { file: SettingsFile; draft: SettingsDraft; directory: string };
type SpotOf = (...path: SettingPath) => Spot;

/** What `access.oidc` says; `null` when it says nothing, or nothing that can be used, and then the findings say why. */
export function readOidc(
  around: Around,
  { file, draft, directory }: Written,
  publicUrl: string | null,
  findings: Findings,
): OidcSettings | null {
  const oidc = draft.access?.oidc;
  if (oidc === undefined) return null;
  const spotOf: SpotOf = (...path) => file.spot(['access', 'oidc', ...path]);
  if (!file.has(['publicUrl'])) {
    const what = 'needs publicUrl: the provider leads browsers back there';
    findings.problem(spotOf(), what, 'say publicUrl, such as https://rollcall.example.org');
  }
  const issuer = examine(oidc.issuer, parseIssuer, spotOf('issuer'), findings);
  const clientId = examine(oidc.clientId, parseClientId, spotOf('clientId'), findings);
  const label = examine(oidc.label, parseLabel, spotOf('label'), findings) ?? OIDC_DEFAULTS.label;
  const clientSecret = readSecret(around, { oidc, directory, spotOf }, findings);
  const scopes = readScopes(oidc, spotOf, findings);
  const roles = readRoles(oidc, spotOf, findings);
  if (issuer === undefined || clientId === undefined || publicUrl === null) return null;
  return {
    issuer,
    clientId,
    clientSecret,
    label,
    scopes,
    nameClaim: oidc.nameClaim ?? OIDC_DEFAULTS.nameClaim,
    rolesClaim: oidc.rolesClaim ?? OIDC_DEFAULTS.rolesClaim,
    roles,
    redirectUri: publicUrl + OIDC_CALLBACK_PATH,
  };
}

/** It was meant for something: without a provider nobody can log in by it. */
export function warnOfUnusedSecret(env: environment.Environment, findings: Findings): void {
  if (environment.read(env, SECRET_VARIABLE) === undefined) return;
  const remedy = 'say in access.oidc of the settings file which provider it is for, or unset it';
  findings.warning(environment.variable(SECRET_VARIABLE), 'is of no use without access.oidc', remedy);
}

function parseIssuer(text: string): Parsed<string> {
  const remedy = 'give it as the provider names itself, such as https://sso.example.org/realms/main';
  const url = /^https?:\/\//i.test(text) ? URL.parse(text) : null;
  if (url === null) return { ok: false, what: `${quote(text)} is not a https URL`, remedy };
  if (url.username !== '' || url.password !== '' || /[?#]/.test(text))
    return { ok: false, what: `${quote(text)} has more in it than scheme, host, port and path`, remedy };
  if (url.pathname.includes('/.well-known/')) {
    const what = `${quote(text)} is where the provider describes itself`;
    return { ok: false, what, remedy: 'leave out /.well-known and what follows' };
  }
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  if (url.protocol === 'http:' && !isLoopback(host)) {
    const what = `${quote(text)} is not https, so that anybody on the way could log in as anybody`;
    return { ok: false, what, remedy: 'give the https address of the provider' };
  }
  return { ok: true, value: text };
}

function parseClientId(text: string): Parsed<string> {
  if (/^[\x20-\x7e]{1,256}$/.test(text)) return { ok: true, value: text };
  const remedy = 'copy it from what the provider says of this client';
  return { ok: false, what: `${quote(text)} can't be the id of a client`, remedy };
}

function parseLabel(text: string): Parsed<string> {
  const label = readName(text);
  if (label !== null) return { ok: true, value: label };
  const remedy = 'use 1 to 64 characters that can be seen';
  return { ok: false, what: `${quote(text)} can't be the name of the provider`, remedy };
}

function readScopes({ scopes }: OidcDraft, spotOf: SpotOf, findings: Findings): readonly string[] {
  if (scopes === undefined) return OIDC_DEFAULTS.scopes;
  for (const [index, scope] of scopes.entries()) {
    if (/^[\x21\x23-\x5b\x5d-\x7e]{1,128}$/.test(scope)) continue;
    findings.problem(spotOf('scopes', index), `${quote(scope)} is no scope`, 'list each scope by itself');
  }
  if (!scopes.includes('openid'))
    findings.problem(spotOf('scopes'), 'lacks openid, without which nobody is named', 'add openid');
  return scopes;
}

function readRoles({ roles }: OidcDraft, spotOf: SpotOf, findings: Findings): OidcSettings['roles'] {
  const { operator = [], viewer = [] } = roles ?? {};
  // That there are no roles at all was said when the file was read.
  if (roles !== undefined && roles.operator === undefined && roles.viewer === undefined) {
    const remedy = 'list under operator or viewer the values of the claim that make somebody so';
    findings.problem(spotOf('roles'), 'gives nobody a role', remedy);
  }
  return { operator, viewer };
}

/** Null: of a public client. What is read is never repeated. */
function readSecret(
  { env, files }: Around,
  {
    oidc: { clientSecretFile: path },
    directory,
    spotOf,
  }: { oidc: OidcDraft; directory: string; spotOf: SpotOf },
  findings: Findings,
): string | null {
  const fromEnv = environment.read(env, SECRET_VARIABLE);
  if (fromEnv !== undefined) return parseSecret(fromEnv, environment.variable(SECRET_VARIABLE), findings);
  if (path === undefined) return null;
  const spot = spotOf('clientSecretFile');
  const file = readText(files, resolve(directory, path), path);
  if (!file.ok) {
    findings.problem(
      spot,
      file.what,
      `give the path of a file with the secret in it, relative to ${directory}`,
    );
    return null;
  }
  warnOfOpenKey({ path, directory, spot }, OWNER_AND_GROUP, files, findings, 'secret');
  return parseSecret(file.text, spot, findings);
}

function parseSecret(text: string, spot: Spot, findings: Findings): string | null {
  const secret = text.trim();
  if (/^[\x20-\x7e]{1,1024}$/.test(secret)) return secret;
  const what = secret === '' ? 'is empty' : 'is not the secret of a client: it has to be one line of ASCII';
  findings.problem(spot, what, 'copy it from what the provider says of this client');
  return null;
}
