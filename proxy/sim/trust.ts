import type { TLSSocket } from 'node:tls';

import type { Member } from './member.ts';

/** What the daemons make of a client: unknown, one with a restricted certificate, or one who may do everything. */
export type Trust = 'untrusted' | 'restricted' | 'admin';

export type Client = {
  trust: Trust;
  /** SHA-256 of its certificate, lower-case hex; undefined when it showed none. */
  fingerprint: string | undefined;
  /** The projects that a restricted certificate names. */
  projects: readonly string[];
  /** `127.0.0.1:PORT` of its end of the connection. */
  address: string;
};

/** What the trust store says of a certificate. */
export type Grant = { trust: 'admin' } | { trust: 'restricted'; projects: readonly string[] };

/** Knows the certificates that the cluster trusts. */
export class TrustStore {
  readonly #trusted: ReadonlyMap<string, Grant>;
  readonly #fingerprints = new WeakMap<TLSSocket, string>();
  /** While set, every certificate is as good as none. */
  refusesAll = false;

  constructor(trusted: ReadonlyMap<string, Grant>) {
    this.#trusted = trusted;
  }

  /** What `member` makes of the client at the other end of `socket`. */
  clientOf(socket: TLSSocket, member: Member): Client {
    const fingerprint = this.#fingerprintOf(socket);
    const isStranger = fingerprint === undefined || this.refusesAll || !member.knowsTrusted;
    const grant = isStranger ? undefined : this.#trusted.get(fingerprint);
    const address = `${socket.remoteAddress}:${socket.remotePort}`;
    if (grant === undefined) return { trust: 'untrusted', fingerprint, projects: [], address };
    return { projects: [], ...grant, fingerprint, address };
  }

  #fingerprintOf(socket: TLSSocket): string | undefined {
    const known = this.#fingerprints.get(socket);
    if (known !== undefined) return known;
    const shown = socket.getPeerX509Certificate()?.fingerprint256.replaceAll(':', '').toLowerCase();
    if (shown !== undefined) this.#fingerprints.set(socket, shown);
    return shown;
  }
}
