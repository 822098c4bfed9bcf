import { describe, expect, it } from 'vitest';
import { type Asking, createClientOf, netOf } from './client.ts';

type Came = { from?: string; headers?: Record<string, string | string[]>; encrypted?: boolean };

/** A request as far as it tells where it comes from. */
const came = ({ from = '127.0.0.1', headers = {}, encrypted = false }: Came): Asking => ({
  socket: { remoteAddress: from, encrypted },
  headers,
});

const PROXIES = ['127.0.0.1', '10.0.0.0/8', '::1', 'fd00::/8'];
const addressOf = (from: string, forwarded: string, trusted = PROXIES) =>
  createClientOf(trusted, null)(came({ from, headers: { 'x-forwarded-for': forwarded } })).address;

describe('the address of a client', () => {
  it('is that of the connection where nobody else is trusted', () => {
    expect(addressOf('127.0.0.1', '9.9.9.9', [])).toBe('127.0.0.1');
    expect(addressOf('192.0.2.1', '9.9.9.9')).toBe('192.0.2.1');
    expect(addressOf('11.0.0.1', '9.9.9.9')).toBe('11.0.0.1');
  });

  it.each([
    ['127.0.0.1', '192.0.2.7', '192.0.2.7'],
    ['::ffff:127.0.0.1', '192.0.2.7', '192.0.2.7'],
    ['::1', '2001:db8::7', '2001:db8::7'],
    ['127.0.0.1', '6.6.6.6, 192.0.2.7', '192.0.2.7'],
    ['127.0.0.1', '6.6.6.6, 192.0.2.7, 10.1.1.1, fd12::1', '192.0.2.7'],
    ['127.0.0.1', '192.0.2.7:4711', '192.0.2.7'],
    ['127.0.0.1', '[2001:db8::7]:4711', '2001:db8::7'],
    ['127.0.0.1', '::ffff:192.0.2.7', '192.0.2.7'],
    ['127.0.0.1', '10.0.0.5', '10.0.0.5'],
    ['127.0.0.1', '6.6.6.6, unknown', '127.0.0.1'],
    ['127.0.0.1', '6.6.6.6, <script>', '127.0.0.1'],
    ['127.0.0.1', '', '127.0.0.1'],
    ['127.0.0.1', ' , ,', '127.0.0.1'],
    ['127.0.0.1', `${'1.1.1.1, '.repeat(2000)}192.0.2.7`, '192.0.2.7'],
  ])('from %s with %j is %s', (from, forwarded, address) => {
    expect(addressOf(from, forwarded)).toBe(address);
  });
});

describe('https', () => {
  const secure = (request: Came, publicUrl: string | null = null) =>
    createClientOf(PROXIES, publicUrl)(came(request)).secure;

  it('is spoken on a connection of its own, or to a proxy that is believed', () => {
    expect(secure({})).toBe(false);
    expect(secure({ encrypted: true })).toBe(true);
    expect(secure({ headers: { 'x-forwarded-proto': 'https' } })).toBe(true);
    expect(secure({ headers: { 'x-forwarded-proto': 'https, http' } })).toBe(false);
    expect(secure({ from: '192.0.2.1', headers: { 'x-forwarded-proto': 'https' } })).toBe(false);
  });

  it('is spoken at the public address', () => {
    const url = 'https://board.example.org';
    expect(secure({ headers: { host: 'board.example.org' } }, url)).toBe(true);
    expect(secure({ headers: { host: '127.0.0.1:8484' } }, url)).toBe(false);
    expect(secure({ headers: { host: 'board.example.org' } }, 'http://board.example.org')).toBe(false);
  });
});

describe('what counts as one client', () => {
  it.each([
    ['192.0.2.1', '192.0.2.1'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8:1:2::9', '2001:db8:1:2::/64'],
    ['2001:0DB8:0001:0002::', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1:2:3:4', 'fe80:0:0:0::/64'],
    ['', ''],
  ])('%s is of %s', (address, net) => {
    expect(netOf(address)).toBe(net);
  });
});
