import { describe, expect, it } from 'vitest';
import { FailureKind, type Member, type Probe } from './snapshot.ts';
import {
  BEAT_MS,
  MINUTE,
  NOW_MS,
  SECOND,
  STILL_FRESH_MS,
  type SceneDiffers,
  TOO_OLD_MS,
  answering,
  evacuated,
  member,
  notProbed,
  offline,
  ok,
  online,
  silent,
  snapshotOf,
  wrong,
} from './testing/scenes.ts';
import {
  contradiction,
  failureWord,
  formatLatency,
  lxdWord,
  ourWord,
  productName,
  shapeOf,
  trouble,
} from './witness.ts';

const live = snapshotOf();
const old = snapshotOf({ parts: { members: ok(TOO_OLD_MS) } });

describe('the shape of a status', () => {
  it.each([
    ['Online', 'online'],
    ['Offline', 'offline'],
    ['Evacuated', 'evacuated'],
    ['Evacuating', 'evacuated'],
    ['Restoring', 'evacuated'],
    ['Blocked', 'attention'],
    ['online', 'attention'],
    ['', 'attention'],
    ['constructor', 'attention'],
  ])('%s is %s', (status, shape) => {
    expect(shapeOf(status)).toBe(shape);
  });
});

describe("LXD's word", () => {
  it('is its own, whatever it may be', () => {
    expect(lxdWord(member('a', { status: 'Hibernating' }), live, NOW_MS)).toEqual({
      word: 'Hibernating',
      shape: 'attention',
      stale: false,
    });
  });

  it('is Unknown once the list is older than three beats, be it Online or Offline', () => {
    for (const each of [online('a'), offline('a')]) {
      expect(lxdWord(each, old, NOW_MS)).toEqual({ word: 'Unknown', shape: 'unknown', stale: true });
    }
  });
});

describe('our word', () => {
  it.each<[string, Probe, string, string]>([
    ['a latency', answering(), 'answering', '2.4 ms'],
    ['none yet', notProbed(), 'pending', 'not probed yet'],
    ['none yet for three beats', notProbed(STILL_FRESH_MS), 'pending', 'not probed yet'],
    ['none for longer', notProbed(TOO_OLD_MS), 'unknown', 'unknown'],
    ['too old', answering({ ageMs: TOO_OLD_MS }), 'unknown', 'unknown'],
    ['too old also when it was bad', silent({ ageMs: TOO_OLD_MS }), 'unknown', 'unknown'],
    ['a failure', silent({}, 'refused'), 'silent', 'connection refused'],
    ['a failure of which nothing is known', { ...silent(), failure: null }, 'silent', 'no answer'],
    ['a stranger', wrong('other-member'), 'wrong', 'another member answers there'],
  ])('%s', (_what, probe, state, word) => {
    expect(ourWord(probe, live, NOW_MS)).toEqual({ state, word });
  });

  it('has one for each kind of failure, and never the same', () => {
    const words = FailureKind.options.map(failureWord);
    expect(new Set(words).size).toBe(words.length);
    for (const word of words) expect(word).toMatch(/^[a-z][^.]+$/);
  });
});

it.each([
  [null, 'answering'],
  [0, '0.0 ms'],
  [0.84, '0.8 ms'],
  [9.94, '9.9 ms'],
  [9.95, '10 ms'],
  [12.4, '12 ms'],
  [999.4, '999 ms'],
  [999.5, '1.0 s'],
  [1449, '1.4 s'],
])('a latency of %s ms is %s', (ms, words) => {
  expect(formatLatency(ms)).toBe(words);
});

it.each([
  ['lxd', 'LXD'],
  ['incus', 'Incus'],
  [null, 'LXD'],
] as const)('the product %s is called %s', (product, name) => {
  expect(productName({ product })).toBe(name);
});

describe('what the two witnesses mean together', () => {
  const quiet = silent({ forMs: 12 * SECOND }, 'refused');
  it.each<[string, Member, string | null]>([
    ['online and answering', online('a'), null],
    ['offline and silent', offline('a'), null],
    ['evacuated and answering', evacuated('a'), null],
    [
      'online and silent',
      online('a', [], { probe: quiet }),
      'LXD says Online; no answer to us for 12 s (connection refused).',
    ],
    [
      'evacuated and silent since before we looked',
      evacuated('a', MINUTE, { probe: silent({ forMs: 12 * SECOND, witnessed: false }) }),
      'LXD says Evacuated; no answer to us for at least 12 s (no answer).',
    ],
    [
      'offline and answering',
      offline('a', MINUTE, { probe: answering() }),
      'LXD says Offline, but it answers us: its heartbeats do not arrive, or a clock is wrong.',
    ],
    [
      'online and wrong',
      online('a', [], { probe: wrong('pin-mismatch') }),
      'LXD says Online; it does not answer us as it should: not the pinned certificate.',
    ],
    [
      'offline and wrong',
      offline('a', MINUTE, { probe: wrong('not-clustered') }),
      'LXD says Offline; it does not answer us as it should: not part of a cluster.',
    ],
    ['unknown and blocked', member('a', { status: 'Blocked' }), null],
    ['online and not probed', online('a', [], { probe: notProbed() }), null],
    ['online and not probed lately', online('a', [], { probe: silent({ ageMs: MINUTE }) }), null],
  ])('%s', (_what, each, words) => {
    expect(contradiction(each, live, NOW_MS)).toBe(words);
  });

  it('is nothing while the list is old', () => {
    expect(contradiction(online('a', [], { probe: quiet }), old, NOW_MS)).toBeNull();
  });

  it('names the product', () => {
    const incus = snapshotOf({ cluster: { ...live.cluster, product: 'incus' } });
    expect(contradiction(online('a', [], { probe: quiet }), incus, NOW_MS)).toMatch(/^Incus says Online;/);
  });
});

describe('trouble', () => {
  const of = (each: Member, scene: SceneDiffers = {}) => trouble(each, snapshotOf(scene), NOW_MS);

  it('sorts members worst first', () => {
    const worstFirst = [
      offline('offline and wrong', MINUTE, { probe: wrong('garbage') }),
      offline('offline and silent'),
      member('blocked and silent', { status: 'Blocked', probe: silent() }),
      offline('offline yet answering', MINUTE, { probe: answering() }),
      online('online and wrong', [], { probe: wrong('garbage') }),
      online('online and silent', [], { probe: silent() }),
      member('blocked', { status: 'Blocked' }),
      evacuated('evacuated'),
      online('online, not probed lately', [], { probe: answering({ ageMs: MINUTE }) }),
      online('online'),
    ];
    const sorted = worstFirst.toReversed().toSorted((a, b) => of(b) - of(a));
    expect(sorted.map(({ server_name }) => server_name)).toEqual(
      worstFirst.map(({ server_name }) => server_name),
    );
  });

  it('puts a dead evacuated member beside one that LXD calls Offline, for LXD would hide it', () => {
    const dead = of(evacuated('a', MINUTE, { probe: silent() }));
    expect(dead).toBe(of(offline('a', MINUTE, { probe: answering() })));
    expect(dead).toBeGreaterThan(of(evacuated('a')));
  });

  it('puts what is unknown above what is well', () => {
    const stale = { parts: { members: ok(MINUTE) } };
    expect(of(online('a'), stale)).toBeGreaterThan(of(online('a')));
    expect(of(online('a', [], { probe: silent() }), stale)).toBeGreaterThan(of(online('a'), stale));
  });

  it('does not grow by waiting for a first probe', () => {
    expect(of(online('a', [], { probe: notProbed(BEAT_MS) }))).toBe(of(online('a')));
  });
});
