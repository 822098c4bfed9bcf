import { Socket } from 'node:net';
import { beforeEach, describe, expect, it } from 'vitest';
import { type Vouching, type VouchingSettings, createVouching } from './vouching.ts';

const SETTINGS: VouchingSettings = {
  name: 'x-forwarded-user',
  groups: 'x-forwarded-groups',
  from: ['127.0.0.1', '10.1.0.0/16', 'fd00:1::/64'],
  operators: ['ana', 'jürgen'],
  operatorGroups: ['admins'],
  viewers: ['ben'],
  viewerGroups: ['staff'],
  everyone: false,
};

let unbelieved: string[];
let vouching: Vouching;
const vouchingWith = (differs: Partial<VouchingSettings> = {}) =>
  createVouching({ ...SETTINGS, ...differs }, (address) => unbelieved.push(address));
beforeEach(() => {
  unbelieved = [];
  vouching = vouchingWith();
});

/** A request from an address with headers as they came. */
function came(rawHeaders: string[], from = '127.0.0.1') {
  const socket = new Socket();
  Object.defineProperty(socket, 'remoteAddress', { value: from });
  return { rawHeaders, socket };
}
const user = (name: string, from?: string) => came(['X-Forwarded-User', name], from);
const viewer = (name: string, role: 'viewer' | 'operator') => ({
  ok: true,
  value: { name, role, by: 'header', clusters: 'all', session: null },
});
/** As a proxy sends it, and as Node reads it. */
const utf8 = (text: string) => Buffer.from(text).toString('latin1');

describe('whoever a listed reverse proxy names', () => {
  it.each(['127.0.0.1', '::ffff:127.0.0.1', '10.1.2.3', '::ffff:10.1.2.3', 'fd00:1::7'])(
    'is known from %s',
    (from) => {
      expect(vouching(user('ana', from))).toEqual(viewer('ana', 'operator'));
      expect(unbelieved).toEqual([]);
    },
  );

  it.each(['X-FORWARDED-USER', 'x-forwarded-user'])('is known by a header written %s', (header) => {
    expect(vouching(came([header, 'ben']))).toEqual(viewer('ben', 'viewer'));
  });

  it.each([
    ['eve', 'admins', 'operator'],
    ['eve', 'staff', 'viewer'],
    ['eve', 'guests, admins ,staff', 'operator'],
    ['ben', 'guests', 'viewer'],
    ['ana', 'staff', 'operator'],
  ] as const)('as %s of %s is %s', (name, groups, role) => {
    expect(vouching(came(['X-Forwarded-User', name, 'X-Forwarded-Groups', groups]))).toEqual(
      viewer(name, role),
    );
  });

  it.each(['Ana', 'eve', 'BEN', 'root', '__proto__', 'constructor', 'ana2'])('as %s has no role', (name) => {
    expect(vouching(user(name))).toEqual({ ok: false, error: 'no-role' });
  });

  it.each(['Admins', 'admins;staff', 'admin', 'ad mins', ''])('has no role by the groups %j', (groups) => {
    const request = came(['X-Forwarded-User', 'eve', 'X-Forwarded-Groups', groups]);
    expect(vouching(request)).toEqual({ ok: false, error: 'no-role' });
  });

  it('is a viewer where everyone is', () => {
    vouching = vouchingWith({ everyone: true });
    expect(vouching(user('eve'))).toEqual(viewer('eve', 'viewer'));
    expect(vouching(user('ana'))).toEqual(viewer('ana', 'operator'));
  });

  it('is known by a name in any script, however its letters are put together', () => {
    expect(vouching(user(utf8('jürgen')))).toEqual(viewer('jürgen', 'operator'));
    expect(vouching(user(utf8('ju\u0308rgen')))).toEqual(viewer('jürgen', 'operator'));
  });

  it('has no groups where the settings name no header for them', () => {
    vouching = vouchingWith({ groups: null });
    const request = came(['X-Forwarded-User', 'eve', 'X-Forwarded-Groups', 'admins']);
    expect(vouching(request)).toEqual({ ok: false, error: 'no-role' });
  });
});

describe('whoever names somebody without being listed', () => {
  it.each(['127.0.0.2', '10.2.0.1', '192.0.2.1', '::1', '::ffff:192.0.2.1', 'fd00:2::7', 'fe80::1%eth0', ''])(
    'from %j is not believed',
    (from) => {
      expect(vouching(user('ana', from))).toBeNull();
      expect(vouching(came(['X-Forwarded-Groups', 'admins'], from))).toBeNull();
    },
  );

  it('does not become listed by what it says of where it comes from', () => {
    const headers = ['X-Forwarded-For', '127.0.0.1', 'Forwarded', 'for=127.0.0.1', 'X-Real-IP', '127.0.0.1'];
    expect(vouching(came(['X-Forwarded-User', 'ana', ...headers], '192.0.2.1'))).toBeNull();
  });

  it('is told of once, and of no more than a thousand', () => {
    for (const from of ['192.0.2.1', '192.0.2.2', '192.0.2.1', '::ffff:192.0.2.1'])
      vouching(user('ana', from));
    expect(unbelieved).toEqual(['192.0.2.1', '192.0.2.2']);
    for (let each = 0; each < 2000; each += 1) vouching(user('ana', `2001:db8::${each.toString(16)}`));
    expect(unbelieved).toHaveLength(1000);
  });
});

describe('a header that can not be believed', () => {
  it.each([
    ['X-Forwarded-User', 'ana', 'X-Forwarded-User', 'ben'],
    ['X-Forwarded-User', 'ana', 'x-forwarded-user', 'ana'],
    ['X-Forwarded-User', '', 'X-Forwarded-User', 'ana'],
    ['X-Forwarded-User', 'ben', 'X-Forwarded-Groups', 'admins', 'x-forwarded-Groups', 'staff'],
  ])('is there twice: %j', (...headers) => {
    expect(vouching(came(headers))).toEqual({ ok: false, error: 'doubled-header' });
  });

  it.each([
    'ana, ben',
    'ben,ana',
    utf8('an\u202ea'),
    utf8('\ufeffana'),
    utf8('ana\u200b'),
    utf8('an\u0085a'),
    'jürgen',
    'ana\xff',
    'a\tna',
    'x'.repeat(65),
  ])('names nobody: %j', (name) => {
    expect(vouching(user(name))).toEqual({ ok: false, error: 'garbled-header' });
  });

  it('has groups that are no text', () => {
    const request = came(['X-Forwarded-User', 'ana', 'X-Forwarded-Groups', 'admins\xff']);
    expect(vouching(request)).toEqual({ ok: false, error: 'garbled-header' });
  });
});

it.each([[[]], [['X-Forwarded-User', '']], [['X-Forwarded-User', '  ']], [['X-Forwarded-Groups', 'admins']]])(
  'nobody is named by %j',
  (headers) => {
    expect(vouching(came(headers))).toBeNull();
    expect(unbelieved).toEqual([]);
  },
);
