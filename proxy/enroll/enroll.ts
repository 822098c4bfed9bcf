/** From a token to a cluster in the settings: everything that can fail without the cluster is tried before the token is spent. */
import { dirname, join } from 'node:path';
import { parseClusterName } from '../config/values.ts';
import { createLxdClient } from '../lxd/client.ts';
import type { PinnedIdentity } from '../lxd/pinned-connector.ts';
import { type Result, err, ok } from '../result.ts';
import { makeClientPair } from './client-pair.ts';
import { type Door, openDoor } from './door.ts';
import { type EnrollFailure, reasonOf, server, settings } from './failure.ts';
import { type Learned, learn } from './learn.ts';
import type { Place } from './place.ts';
import { greet, isIncus, redeem } from './redeem.ts';
import { type Rights, tryRights } from './rights.ts';
import { namesIn, withCluster } from './settings.ts';
import { parseToken } from './token.ts';

export type EnrollRequest = {
  token: string;
  /** Absolute. */
  configPath: string;
  /** What to call the cluster; null: after its product. */
  name: string | null;
  nowMs: number;
  place: Place;
  pause(ms: number): Promise<void>;
};

export type Enrolled = Learned & {
  name: string;
  rights: Rights;
  /** What was written, absolute. */
  files: { config: string; clientCert: string; clientKey: string; serverCert: string };
};

const AGAIN = 'make a new token (this one may be spent) and try again';

export async function enroll(request: EnrollRequest): Promise<Result<Enrolled, EnrollFailure>> {
  const { configPath, place, nowMs } = request;
  const token = parseToken(request.token, nowMs);
  if (!token.ok) return err({ kind: 'settings', ...token.error });
  const config = readConfig(request);
  if (!config.ok) return config;
  const pair = await makeClientPair(`rollcall@${token.value.clientName || 'rollcall'}`, nowMs);
  const identity: PinnedIdentity = {
    clientCertPem: pair.certPem,
    clientKeyPem: pair.keyPem,
    serverFingerprint: token.value.fingerprint,
  };
  const door = openDoor(identity);
  try {
    const greeted = await greet(door, token.value);
    if (!greeted.ok)
      return err(server(greeted.error.message, 'see that this machine can reach that address'));
    const usual = isIncus(greeted.value.extensions) ? 'incus' : 'lxd';
    const name = request.name ?? freeName(usual, config.value.names);
    const files = filesFor(configPath, name);
    const written = writePair(place, files, pair, door.serverCertPem() ?? '');
    if (!written.ok) return written;
    const spent = await redeem(door, token.value, greeted.value);
    if (!spent.ok) {
      const { answered, message } = spent.error;
      if (!answered)
        return err(
          server(message, `whether it was trusted is not known, so ${files.clientKey} was kept; ${AGAIN}`),
        );
      for (const path of PAIR) place.remove(files[path]);
      return err(server(message, AGAIN));
    }
    return await settle({ request, door, identity, origin: greeted.value.origin, name, files });
  } finally {
    await door.close();
  }
}

function readConfig({
  configPath,
  name,
  place,
}: EnrollRequest): Result<{ text: string | null; names: string[] }, EnrollFailure> {
  const named = name === null ? null : parseClusterName(name);
  if (named?.ok === false) return err(settings(`--name: ${named.what}`, named.remedy));
  let text: string | null;
  try {
    text = place.read(configPath);
  } catch (error) {
    return err(
      settings(
        `${configPath} can't be read: ${reasonOf(error)}`,
        'make it readable, or give another --config',
      ),
    );
  }
  const names = namesIn(text);
  if (!names.ok)
    return err(settings(`${configPath} ${names.error}`, 'correct it; rollcall check says where'));
  if (name !== null && names.value.includes(name)) {
    return err(settings(`${configPath} has a cluster "${name}" already`, 'give another --name'));
  }
  return ok({ text, names: names.value });
}

/** `lxd`, `lxd-2`, `lxd-3` ... */
function freeName(usual: string, taken: readonly string[]): string {
  const names = Array.from({ length: taken.length + 1 }, (_, index) =>
    index === 0 ? usual : `${usual}-${index + 1}`,
  );
  return names.find((name) => !taken.includes(name)) ?? usual;
}

type Files = Enrolled['files'];
const PAIR = ['clientKey', 'clientCert', 'serverCert'] as const;

const filesFor = (config: string, name: string): Files => ({
  config,
  clientCert: join(dirname(config), `${name}.crt`),
  clientKey: join(dirname(config), `${name}.key`),
  serverCert: join(dirname(config), `${name}-cluster.crt`),
});

/** Before the token is spent: a disk that is full must not cost one. */
function writePair(
  place: Place,
  files: Files,
  { certPem, keyPem }: { certPem: string; keyPem: string },
  serverCertPem: string,
): Result<null, EnrollFailure> {
  const texts = { clientKey: keyPem, clientCert: certPem, serverCert: serverCertPem };
  const done: string[] = [];
  for (const name of PAIR) {
    try {
      place.create(files[name], texts[name]);
      done.push(files[name]);
    } catch (error) {
      for (const path of done) place.remove(path);
      const remedy = 'remove or move it, give another --name, or another --config';
      return err(settings(`${files[name]} can't be written: ${reasonOf(error)}`, remedy));
    }
  }
  return ok(null);
}

type Settling = {
  request: EnrollRequest;
  door: Door;
  identity: PinnedIdentity;
  origin: string;
  name: string;
  files: Files;
};

/** The certificate is trusted by now: whatever fails from here on is said, and undoes nothing. */
async function settle(settling: Settling): Promise<Result<Enrolled, EnrollFailure>> {
  const { request, door, identity, origin, name, files } = settling;
  const client = createLxdClient(identity);
  const learned = await learn(client, origin, identity.clientCertPem, request.pause);
  await client.close();
  const endpoints = learned.ok ? learned.value.endpoints : [origin];
  const cluster = {
    name,
    endpoints,
    clientCert: `${name}.crt`,
    clientKey: `${name}.key`,
    serverCert: `${name}-cluster.crt`,
  };
  try {
    // As it is now: its owner may have written to it meanwhile.
    request.place.replace(files.config, withCluster(request.place.read(files.config), cluster));
  } catch (error) {
    const remedy = `the certificate is trusted; add the cluster by hand: name ${name}, endpoints ${endpoints.join(', ')}`;
    return err(settings(`${files.config} can't be written: ${reasonOf(error)}`, remedy));
  }
  if (!learned.ok) {
    const remedy = `the certificate is trusted and ${files.config} names the cluster, so start Rollcall: it looks further by itself; rollcall doctor says what is in the way`;
    return err(server(learned.error.message, remedy));
  }
  return ok({ name, ...learned.value, rights: await tryRights(door, origin), files });
}
