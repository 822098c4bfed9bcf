import { resolve } from 'node:path';
import type { KeyObject, X509Certificate } from 'node:crypto';
import { parseCertificate, parsePrivateKey, toFingerprint } from './certificates.ts';
import type { ClusterConfig } from './config.ts';
import type { ClusterDraft } from './file-schema.ts';
import { type Files, readText } from './files.ts';
import { type Findings, quote, type Spot } from './problems.ts';
import { parseClusterName, parseEndpoint, parseFingerprint, type Parsed } from './values.ts';

/** One cluster as it was written, and where. */
export type WrittenCluster = {
  draft: ClusterDraft;
  /** Relative paths start here. */
  directory: string;
  /** Where a setting (or one entry of its list) stands; without one, the cluster as a whole. */
  spot(field?: keyof ClusterDraft, index?: number): Spot;
  /** Whether the setting was written at all, be it in a shape that made `draft` leave it out. */
  has(field: keyof ClusterDraft): boolean;
};

type Surroundings = { files: Files; nowMs: number; findings: Findings };

/** Examines everything about one cluster; `null` when it can't be used, and then the findings say why. */
export function toClusterConfig(written: WrittenCluster, around: Surroundings): ClusterConfig | null {
  const { draft } = written;
  const name = examine(draft.name, parseClusterName, written.spot('name'), around.findings);
  const endpoints = toEndpoints(written, around.findings);
  const client = readClientPair(written, around);
  const server = readServerPin(written, around);
  if (name === undefined || client === null || server === null || endpoints === null) return null;
  return { key: name, name, endpoints, ...client, ...server };
}

function toEndpoints({ draft, spot }: WrittenCluster, findings: Findings): string[] | null {
  const endpoints = new Set<string>();
  let complete = draft.endpoints !== undefined;
  for (const [index, written] of (draft.endpoints ?? []).entries()) {
    const endpoint = examine(written, parseEndpoint, spot('endpoints', index), findings);
    if (endpoint === undefined) {
      complete = false;
    } else if (endpoints.has(endpoint)) {
      findings.problem(spot('endpoints', index), `${quote(endpoint)} is listed twice`, 'remove one of them');
    } else {
      endpoints.add(endpoint);
    }
  }
  return complete ? [...endpoints] : null;
}

type ClientPair = Pick<ClusterConfig, 'clientCertPem' | 'clientKeyPem' | 'clientCertNotAfterMs'>;

function readClientPair(written: WrittenCluster, around: Surroundings): ClientPair | null {
  const certificate = readCertificate(written, 'clientCert', around);
  const key = readKey(written, around);
  if (certificate === null || key === null) return null;
  if (!certificate.parsed.checkPrivateKey(key.parsed)) {
    const remedy = 'give the key that was made together with clientCert';
    around.findings.problem(written.spot('clientKey'), 'does not belong to the client certificate', remedy);
    return null;
  }
  return {
    clientCertPem: certificate.pem,
    clientKeyPem: key.pem,
    clientCertNotAfterMs: certificate.parsed.validToDate.getTime(),
  };
}

function readKey(
  written: WrittenCluster,
  { files, findings }: Surroundings,
): { pem: string; parsed: KeyObject } | null {
  const pem = readNamed(written, 'clientKey', files, findings);
  if (pem === null) return null;
  const path = resolve(written.directory, written.draft.clientKey ?? '');
  const mode = files.mode(path);
  if (mode !== null && (mode & 0o077) !== 0) {
    const what = `the key can be read by others (mode ${(mode & 0o777).toString(8).padStart(4, '0')})`;
    findings.warning(written.spot('clientKey'), what, 'chmod 600 the file');
  }
  const parsed = parsePrivateKey(pem, written.spot('clientKey'), findings);
  return parsed === null ? null : { pem, parsed };
}

function readServerPin(
  written: WrittenCluster,
  around: Surroundings,
): Pick<ClusterConfig, 'serverFingerprint' | 'serverCertNotAfterMs'> | null {
  const { draft, spot, has } = written;
  if (has('serverCert') && has('serverFingerprint')) {
    const both = `is given together with ${spot('serverCert').key}`;
    around.findings.problem(spot('serverFingerprint'), both, 'keep one of the two');
  } else if (!has('serverCert') && !has('serverFingerprint')) {
    const missing = `neither ${spot('serverCert').key} nor ${spot('serverFingerprint').key} is given`;
    around.findings.problem(
      spot(),
      missing,
      "give the cluster's certificate (cluster.crt) or its SHA-256 fingerprint",
    );
  }
  if (draft.serverCert !== undefined) {
    const certificate = readCertificate(written, 'serverCert', around);
    if (certificate === null) return null;
    const { parsed } = certificate;
    return { serverFingerprint: toFingerprint(parsed), serverCertNotAfterMs: parsed.validToDate.getTime() };
  }
  const pin = examine(draft.serverFingerprint, parseFingerprint, spot('serverFingerprint'), around.findings);
  return pin === undefined ? null : { serverFingerprint: pin, serverCertNotAfterMs: null };
}

function readCertificate(
  written: WrittenCluster,
  field: 'clientCert' | 'serverCert',
  { files, nowMs, findings }: Surroundings,
): { pem: string; parsed: X509Certificate } | null {
  const pem = readNamed(written, field, files, findings);
  if (pem === null) return null;
  const parsed = parseCertificate(pem, written.spot(field), nowMs, findings);
  return parsed === null ? null : { pem, parsed };
}

/** The text of the file that a setting names; `null` when there is no setting (reported by its reader) or no file. */
function readNamed(
  { draft, directory, spot }: WrittenCluster,
  field: 'clientCert' | 'clientKey' | 'serverCert',
  files: Files,
  findings: Findings,
): string | null {
  const path = draft[field];
  if (path === undefined) return null;
  const file = readText(files, resolve(directory, path), path);
  if (file.ok) return file.text;
  const what = path.includes('-----') ? 'holds a PEM text' : file.what;
  findings.problem(spot(field), what, `give the path of a PEM file, relative to ${directory}`);
  return null;
}

/** The value of a text, or `undefined` when it is missing or wrong (the latter is reported). */
export function examine<T>(
  text: string | undefined,
  parse: (text: string) => Parsed<T>,
  spot: Spot,
  findings: Findings,
): T | undefined {
  if (text === undefined) return undefined;
  const parsed = parse(text);
  if (parsed.ok) return parsed.value;
  findings.problem(spot, parsed.what, parsed.remedy);
  return undefined;
}
