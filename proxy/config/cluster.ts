import { resolve } from 'node:path';
import type { KeyObject, X509Certificate } from 'node:crypto';
import { parseCertificate, parsePrivateKey, toFingerprint } from './certificates.ts';
import type { ClusterConfig, ClusterFiles } from './config.ts';
import type { ClusterDraft } from './file-schema.ts';
import type { Files } from './files.ts';
import { readPemFile, warnOfOpenKey } from './pem-file.ts';
import { type Findings, quote, type Spot } from './problems.ts';
import { parseClusterName, parseEndpoint, parseFingerprint, type Parsed } from './values.ts';

/** One cluster as it was written, and where. */
export type WrittenCluster = {
  draft: ClusterDraft;
  from: 'file' | 'environment';
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
  return { key: name, name, from: written.from, endpoints, ...client, ...server, files: filesOf(written) };
}

function filesOf({ draft, directory }: WrittenCluster): ClusterFiles {
  const { clientCert = '', clientKey = '', serverCert } = draft;
  return {
    clientCert: resolve(directory, clientCert),
    clientKey: resolve(directory, clientKey),
    serverCert: serverCert === undefined ? null : resolve(directory, serverCert),
  };
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

/** Who else may read the key of a client certificate: nobody. */
const OWNER_ALONE = 0;

function readKey(
  written: WrittenCluster,
  { files, findings }: Surroundings,
): { pem: string; parsed: KeyObject } | null {
  const pem = readNamed(written, 'clientKey', files, findings);
  if (pem === null) return null;
  const { draft, directory, spot } = written;
  const path = { path: draft.clientKey ?? '', directory, spot: spot('clientKey') };
  warnOfOpenKey(path, OWNER_ALONE, files, findings);
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
  return path === undefined ? null : readPemFile({ path, directory, spot: spot(field) }, files, findings);
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
