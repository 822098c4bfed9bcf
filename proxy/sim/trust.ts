import type { TLSSocket } from 'node:tls';

import type { Member } from './member.ts';

/** What the daemons make of a client: unknown, one with a restricted certificate, or one who may do everything. */
export type Trust = 'untrusted' | 'restricted' | 'admin';

export type Client = {
  trust: Trust;
  /** SHA-256 of its certificate, lower-case hex; undefined when it showed none. */
  fingerprint: string | undefined;
};

/** Knows the certificates that the cluster trusts. */
export class TrustStore {
  readonly #trusted: ReadonlyMap<string, Trust>;
  readonly #fingerprints = new WeakMap<TLSSocket, string>();
  /** While set, every certificate is as good as none. */
  refusesAll = false;

  constructor(trusted: ReadonlyMap<string, Trust>) {
    this.#trusted = trusted;
  }

  /** What `member` makes of the client at the other end of `socket`. */
  clientOf(socket: TLSSocket, member: Member): Client {
    const fingerprint = this.#fingerprintOf(socket);
    if (fingerprint === undefined || this.refusesAll || !member.knowsTrusted) {
      return { trust: 'untrusted', fingerprint };
    }
    return { trust: this.#trusted.get(fingerprint) ?? 'untrusted', fingerprint };
  }

  #fingerprintOf(socket: TLSSocket): string | undefined {
    const known = this.#fingerprints.get(socket);
    if (known !== undefined) return known;
    const shown = socket.getPeerX509Certificate()?.fingerprint256.replaceAll(':', '').toLowerCase();
    if (shown !== undefined) this.#fingerprints.set(socket, shown);
    return shown;
  }
}
