import { describe, expect, it } from 'vitest';
import { errors } from 'undici';
import fc from 'fast-check';
import { type Failure, FailureKind } from '../wire/snapshot.ts';
import { ConnectionError, mostTelling, toFailure } from './failure.ts';

const withCode = (code: string, message = 'it went wrong'): Error =>
  Object.assign(new Error(message), { code });
const kinds = FailureKind.options;
const failure = (kind: FailureKind): Failure => ({ kind, message: `${kind} happened` });

describe('toFailure', () => {
  it.each([
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
    ['UND_ERR_DESTROYED', 'reset'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'garbage'],
    ['EPROTO', 'garbage'],
    ['SOMETHING_NEW', 'reset'],
  ])('takes %s for %s', (code, kind) => {
    expect(toFailure(withCode(code)).kind).toBe(kind);
  });

  it('keeps the words of the error, and its code where it has none', () => {
    expect(toFailure(withCode('ECONNREFUSED')).message).toBe('it went wrong');
    // As node:net rejects when each of several addresses was refused.
    expect(toFailure(Object.assign(new AggregateError([]), { code: 'ECONNREFUSED' }))).toEqual({
      kind: 'refused',
      message: 'ECONNREFUSED',
    });
  });

  it('keeps the kind that the connector found', () => {
    expect(toFailure(new ConnectionError('pin-mismatch', 'another one'))).toEqual({
      kind: 'pin-mismatch',
      message: 'another one',
    });
  });

  it('calls it garbage when no HTTP was spoken', () => {
    expect(toFailure(new errors.HTTPParserError('Expected HTTP/')).kind).toBe('garbage');
  });

  it.each([undefined, null, 'a string', { code: 'ECONNREFUSED' }])(
    'survives what is no error: %j',
    (thrown) => {
      expect(toFailure(thrown)).toEqual({ kind: 'reset', message: '' });
    },
  );
});

describe('mostTelling', () => {
  it.each([
    ['a wrong certificate rather than anything', 'pin-mismatch', kinds],
    ["the database's own error rather than waiting for it", 'lxd-error', ['timeout', 'blocked', 'lxd-error']],
    ['that all wait rather than that one is away', 'blocked', ['refused', 'tls-timeout', 'blocked']],
    ['an outdated view rather than that one is away', 'stale-view', ['refused', 'stale-view', 'timeout']],
    [
      'that the members are away rather than what one says that left',
      'refused',
      ['not-clustered', 'refused'],
    ],
    ['what one says that left where nobody else was asked', 'not-clustered', ['not-clustered']],
  ] satisfies [string, FailureKind, readonly FailureKind[]][])('tells %s', (_what, expected, of) => {
    expect(mostTelling(of.map(failure)).kind).toBe(expected);
  });

  it('tells one of them, whatever their order, and does not touch them', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...kinds], { minLength: 1 }), (subset) => {
        const failures = subset.map(failure);
        const told = mostTelling(Object.freeze(failures));
        expect(failures).toContain(told);
        expect(mostTelling(failures.toReversed())).toBe(told);
      }),
    );
  });

  it('has words for nobody to ask', () => {
    expect(mostTelling([])).toEqual({ kind: 'unreachable', message: 'no server to ask' });
  });
});
