/** Turns what goes wrong between us and a server into a `Failure`: a kind to branch on and words to show. */
import { errors } from 'undici';
import type { Failure, FailureKind } from '../wire/snapshot.ts';

/** An error that already knows its kind; thrown by the connector, where undici hands it through to the request. */
export class ConnectionError extends Error {
  readonly kind: FailureKind;

  constructor(kind: FailureKind, message: string) {
    super(message);
    this.name = 'ConnectionError';
    this.kind = kind;
  }
}

const KIND_OF_CODE: ReadonlyMap<string, FailureKind> = new Map([
  ['ECONNREFUSED', 'refused'],
  ['EHOSTUNREACH', 'unreachable'],
  ['ENETUNREACH', 'unreachable'],
  ['EADDRNOTAVAIL', 'unreachable'],
  ['ETIMEDOUT', 'timeout'],
  ['ENOTFOUND', 'dns'],
  ['EAI_AGAIN', 'dns'],
  ['ECONNRESET', 'reset'],
  ['EPIPE', 'reset'],
  ['UND_ERR_SOCKET', 'reset'],
  ['UND_ERR_CLOSED', 'reset'],
  ['UND_ERR_DESTROYED', 'reset'],
  ['UND_ERR_RES_CONTENT_LENGTH_MISMATCH', 'garbage'],
]);

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** The failure behind an error of undici, node:net or node:tls. */
export function toFailure(error: unknown): Failure {
  if (error instanceof ConnectionError) return { kind: error.kind, message: error.message };
  const code = codeOf(error);
  const message = error instanceof Error && error.message !== '' ? error.message : code;
  // Something else listens there, or a response is not HTTP at all.
  if (code.startsWith('ERR_SSL_') || code === 'EPROTO')
    return { kind: 'garbage', message: `not TLS as expected (${code})` };
  if (error instanceof errors.HTTPParserError) return { kind: 'garbage', message: `not HTTP: ${message}` };
  return { kind: KIND_OF_CODE.get(code) ?? 'reset', message };
}

/**
 * The more telling first: what an operator has to act on, before what another member could have made good. That a server
 * is in no cluster comes last: said by one that was removed, it tells nothing of the cluster while the others are away.
 */
const TELLING: readonly FailureKind[] = [
  'pin-mismatch',
  'untrusted',
  'forbidden',
  'lxd-error',
  'garbage',
  'not-implemented',
  'not-found',
  'other-member',
  'stale-view',
  'blocked',
  'timeout',
  'tls-timeout',
  'reset',
  'refused',
  'unreachable',
  'dns',
  'not-clustered',
];

/** Of several failures of one question, the one to show. */
export function mostTelling(failures: readonly Failure[]): Failure {
  const rank = ({ kind }: Failure): number => {
    const index = TELLING.indexOf(kind);
    return index < 0 ? TELLING.length : index;
  };
  return (
    failures.toSorted((a, b) => rank(a) - rank(b))[0] ?? { kind: 'unreachable', message: 'no server to ask' }
  );
}
