import { describe, expect, it } from 'vitest';
import type { ClusterIdentity, PartState } from '~wire/snapshot.ts';
import { failed, ok, pendingPart, snapshotOf } from '~wire/testing/scenes.ts';
import { type Topic, ringWords } from './ring-words.ts';

const { cluster } = snapshotOf();
const lxd5: ClusterIdentity = { ...cluster, serverVersion: '5.0.2' };
const incus: ClusterIdentity = { ...cluster, product: 'incus', serverVersion: '6.0.4' };

const lacking: PartState = { ...failed('not-implemented', null), status: 'unsupported' };
const refused: PartState = { ...failed('forbidden', null), status: 'refused' };
const untrusted: PartState = { ...failed('untrusted', null), status: 'refused' };

describe('what is said of a part', () => {
  it.each<[Topic, PartState, ClusterIdentity, string | undefined, string]>([
    [
      'state',
      lacking,
      lxd5,
      'load',
      'LXD 5.0 does not report load: needs the API extension cluster_member_state.',
    ],
    [
      'state',
      lacking,
      lxd5,
      undefined,
      'LXD 5.0 does not report load, uptime and free memory: needs the API extension cluster_member_state.',
    ],
    [
      'groups',
      lacking,
      { ...cluster, product: null, serverVersion: null },
      undefined,
      'This server does not report cluster groups: needs the API extension clustering_groups.',
    ],
    [
      'warnings',
      refused,
      incus,
      undefined,
      'Warnings refused: the certificate is restricted; an unrestricted one would show warnings.',
    ],
    [
      'instances',
      refused,
      lxd5,
      undefined,
      'Instances refused: the certificate is restricted; one that names projects would show instances.',
    ],
    ['warnings', untrusted, lxd5, undefined, 'Warnings refused: our certificate is not trusted.'],
    ['pools', pendingPart, lxd5, undefined, 'Storage pools: not read yet.'],
    ['pools', failed('timeout', 1000), lxd5, undefined, 'Storage pools could not be read: no answer.'],
  ])('%s, %j', (topic, part, identity, what, words) => {
    expect(ringWords(topic, part, identity, what)).toBe(words);
  });

  it.each(['6', '6.1', 'strange'])('names a server of version %s', (serverVersion) => {
    const words = ringWords('state', lacking, { ...cluster, serverVersion }, 'load');
    expect(words).toMatch(/^LXD( 6(\.1)?)? does not report load: /);
  });

  it('is nothing where all is well', () => {
    expect(ringWords('state', ok(), cluster)).toBeNull();
  });
});
