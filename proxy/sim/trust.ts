import type { TLSSocket } from 'node:tls';

import type { Member } from './member.ts';

/**
 * What the daemons make of a client: unknown, one with a restricted certificate, an identity that may see everything and
 * change nothing, or one who may do everything.
 */
export type Trust = 'untrusted' | 'restricted' | 'viewer' | 'admin';

export type Client = {
  trust: Trust;
  /** SHA-256 of its certificate, lower-case hex; undefined when it showed none. */
  fingerprint: string | undefined;
  /** The certificate that it showed. */
  certPem: string | undefined;
  /** The projects that a restricted certificate names. */
  projects: readonly string[];
  /** `127.0.0.1:PORT` of its end of the connection. */
  address: string;
};

/** What the trust store says of a certificate. */
export type Grant =
  | { trust: 'admin' }
  | { trust: 'restricted'; projects: readonly string[] }
  /** An identity of LXD's fine-grained authorization, which may what its groups may. */
  | { trust: 'identity'; groups: readonly string[] };

/** A certificate that the cluster trusts. */
export type Trusted = { name: string; certPem: string; grant: Grant };

/** An identity that has no certificate yet. */
type Expected = { name: string; groups: readonly string[] };

/** The group whose members may view the server and everything in it; no other group may anything. */
export const viewers = 'viewers';

/** Knows the certificates that the cluster trusts. */
export class TrustStore {
  readonly #trusted: Map<string, Trusted>;
  readonly #shown = new WeakMap<TLSSocket, { fingerprint: string; certPem: string }>();
  readonly #expected = new Map<string, Expected>();
  /** While set, every certificate is as good as none. */
  refusesAll = false;

  constructor(trusted: ReadonlyMap<string, Trusted>) {
    this.#trusted = new Map(trusted);
  }

  find(fingerprint: string): Trusted | undefined {
    return this.#trusted.get(fingerprint);
  }

  add(fingerprint: string, trusted: Trusted): void {
    this.#trusted.set(fingerprint, trusted);
  }

  remove(fingerprint: string): void {
    this.#trusted.delete(fingerprint);
  }

  /** From now on an identity waits for its certificate. */
  expect(secret: string, expected: Expected): void {
    this.#expected.set(secret, expected);
  }

  /** The identity that waits for whoever knows this secret, and then waits no more. */
  expected(secret: string): Expected | undefined {
    const expected = this.#expected.get(secret);
    this.#expected.delete(secret);
    return expected;
  }

  /** What `member` makes of the client at the other end of `socket`. */
  clientOf(socket: TLSSocket, member: Member): Client {
    const shown = this.#shownOn(socket);
    const isStranger = shown === undefined || this.refusesAll || !member.knowsTrusted;
    const grant = isStranger ? undefined : this.#trusted.get(shown.fingerprint)?.grant;
    return {
      ...reachOf(grant),
      fingerprint: shown?.fingerprint,
      certPem: shown?.certPem,
      address: `${socket.remoteAddress}:${socket.remotePort}`,
    };
  }

  #shownOn(socket: TLSSocket): { fingerprint: string; certPem: string } | undefined {
    const known = this.#shown.get(socket);
    if (known !== undefined) return known;
    const certificate = socket.getPeerX509Certificate();
    if (certificate === undefined) return undefined;
    const shown = {
      fingerprint: certificate.fingerprint256.replaceAll(':', '').toLowerCase(),
      certPem: certificate.toString(),
    };
    this.#shown.set(socket, shown);
    return shown;
  }
}

function reachOf(grant: Grant | undefined): Pick<Client, 'trust' | 'projects'> {
  if (grant === undefined) return { trust: 'untrusted', projects: [] };
  if (grant.trust !== 'identity') return { projects: [], ...grant };
  return { trust: grant.groups.includes(viewers) ? 'viewer' : 'restricted', projects: [] };
}
