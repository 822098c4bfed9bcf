/** Whole requests as attackers write them, byte by byte: a good one with its line, its headers or its framing damaged. */
import fc from 'fast-check';
import { GOOD, hostileUrl } from './hostile-urls.ts';

export type HostileRequest = {
  bytes: Buffer;
  /** Whether the server can tell where it ends, and is asked to end the connection then. Else it may wait for more. */
  ends: boolean;
};

/** What a client must never be able to have done to a cluster. */
const SMUGGLED = [
  'GET /1.0/instances HTTP/1.1\r\nHost: localhost\r\n\r\n',
  'GET /1.0/certificates HTTP/1.1\r\nHost: localhost\r\n\r\n',
  'DELETE /1.0/instances/c1 HTTP/1.1\r\nHost: localhost\r\n\r\n',
  'POST /1.0/cluster/members/node-1/state HTTP/1.1\r\nHost: localhost\r\nContent-Length: 21\r\n\r\n{"action":"evacuate"}',
  'PUT /1.0 HTTP/1.0\r\n\r\n{"config":{"core.https_address":""}}',
];

const METHODS = 'GET HEAD POST PUT PATCH DELETE OPTIONS TRACE PROPFIND SEARCH QUERY CONNECT get HACK';
const method = fc.oneof(
  { weight: 12, arbitrary: fc.constant('GET') },
  { weight: 3, arbitrary: fc.constantFrom(...METHODS.split(' ')) },
  { weight: 1, arbitrary: fc.constantFrom('', 'GET\t', 'GET\u0000', 'G\u00CBT', 'GET /1.0/instances\r\nX:') },
);

/** Addresses that are no path: absolute forms, with us, with a member and with others; authorities; the asterisk. */
const target = fc.oneof(
  { weight: 5, arbitrary: hostileUrl },
  { weight: 4, arbitrary: fc.constantFrom(...GOOD) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(
        fc.constantFrom(
          'http://localhost',
          'https://10.0.0.1:8443',
          'HTTP://evil.example',
          'http://localhost@evil.example',
          'lxd://x',
          'http:',
          '//node-1:8443',
          'file://',
        ),
        fc.oneof(fc.constantFrom('/1.0', '/1.0/instances', ''), hostileUrl),
      )
      .map(([origin, path]) => origin + path),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom('*', 'node-1:8443', '', '/', '1.0', '\\1.0', '/1.0 HTTP/1.0 /1.0'),
  },
);

const version = fc.oneof(
  { weight: 12, arbitrary: fc.constant('HTTP/1.1') },
  {
    weight: 1,
    arbitrary: fc.constantFrom('HTTP/1.0', 'HTTP/2.0', 'HTTP/0.9', 'HTTP/1.1 ', 'http/1.1', 'ICY/1.0', ''),
  },
);

const host = fc.oneof(
  { weight: 12, arbitrary: fc.constant(['Host: localhost']) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      [],
      ['Host: localhost', 'Host: evil.example'],
      ['Host: localhost', 'Host: localhost'],
      ['Host:'],
      ['Host: 10.0.0.1:8443'],
      ['Host: evil.example'],
      ['Host : localhost'],
      ['Host: localhost, evil.example'],
      ['Host: localhost/1.0/instances'],
    ),
  },
);

/** What proxies, frameworks and LXD itself listen to. */
const HEADERS = [
  'X-HTTP-Method-Override: DELETE',
  'X-Method-Override: PUT',
  'X-Original-URL: /1.0/instances',
  'X-Rewrite-URL: /1.0/certificates',
  'X-Forwarded-Host: evil.example',
  'X-Forwarded-Prefix: /1.0/instances',
  'X-Forwarded-For: 10.0.0.1',
  'Forwarded: for=10.0.0.1;host=evil.example;proto=https',
  'X-LXD-forwarded: 1',
  'X-LXD-username: root',
  'X-LXD-protocol: unix',
  'X-LXD-secret: S3CR3T',
  'X-Incus-forwarded: 1',
  'Authorization: Bearer token',
  'Cookie: a=b',
  'Origin: http://evil.example',
  'Origin: null',
  'Range: bytes=0-5',
  'If-None-Match: *',
  'If-Match: "x"',
  'Accept: text/html',
  'Accept-Encoding: gzip, br',
  'Content-Type: application/json',
  'Content-Type: multipart/form-data; boundary=x',
  'Expect: 100-continue',
  'Expect: nonsense',
  'Max-Forwards: 0',
  'Trailer: Host',
  'TE: trailers',
  'Via: 1.1 evil',
  'X-Long: '.padEnd(17_000, 'a'),
  'X-Evil: a\u0000b',
  'X-Evil: a\rContent-Length: 5',
  'X-Evil: a\nTransfer-Encoding: chunked',
  ': a',
  'nonsense',
  ' folded',
  'Proxy-Connection: keep-alive',
  'Connection: Host',
  'Connection: keep-alive, X-LXD-username',
];
const headers = fc.array(
  fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom(...HEADERS) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.string({ maxLength: 8 }), fc.string({ unit: 'binary', maxLength: 30 }))
        .map(([name, value]) => `X-${name}: ${value}`),
    },
  ),
  { maxLength: 4 },
);

/** A body, and what is said of where it ends: as often as not a lie, or said twice. */
const framed = fc
  .tuple(
    fc.constantFrom(...SMUGGLED, '', '{"action":"evacuate"}', 'x'.repeat(3000)),
    fc.array(
      fc.constantFrom(
        'Content-Length: %',
        'Content-Length: 0',
        'Content-Length: 4',
        'Content-Length: 4096',
        'Content-Length: +5',
        'Content-Length: -1',
        'Content-Length: 0x10',
        'Content-Length: 5, 5',
        'Content-Length: 99999999999999999999',
        'Content-Length : 3',
        'Content-Length:\u000b4',
        'Transfer-Encoding: chunked',
        'Transfer-Encoding:  chunked',
        'Transfer-Encoding: xchunked',
        'Transfer-Encoding: identity',
        'Transfer-Encoding: chunked, identity',
        'Transfer-Encoding: gzip, chunked',
        'Transfer-Encoding : chunked',
        'Transfer-encoding:\tchunked',
        'Transfer-Encoding: "chunked"',
      ),
      { minLength: 1, maxLength: 3 },
    ),
    fc.constantFrom(
      (body: string) => body,
      (body: string) => `${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`,
      (body: string) => `0\r\n\r\n${body}`,
      (body: string) => `0\r\nHost: evil.example\r\n\r\n${body}`,
      (body: string) => `0;${body.length}\n\n${body}`,
      (body: string) => `-1\r\n${body}`,
      (body: string) => `fffffffffffffffff\r\n${body}`,
    ),
  )
  .map(([body, said, write]) => {
    const written = write(body);
    return { lines: said.map((line) => line.replace('%', String(Buffer.byteLength(written)))), written };
  });

const UPGRADE = [
  'Connection: Upgrade',
  'Upgrade: websocket',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==',
];
/** The handshake of a websocket with something left out or put in, and what is said after it at once. */
const upgrade = fc
  .tuple(
    fc.subarray(UPGRADE, { minLength: 2 }),
    fc.constantFrom(
      [],
      ['Upgrade: h2c'],
      ['Sec-WebSocket-Protocol: x'],
      ['Content-Length: 5'],
      ['Origin: http://evil.example'],
    ),
    fc.constantFrom(
      '',
      ...SMUGGLED,
      '\u0081\u0085\u0000\u0000\u0000\u0000hello',
      '\u0088\u0080\u0000\u0000\u0000\u0000',
    ),
  )
  .map(([lines, more, written]) => ({ lines: [...lines, ...more], written }));

const write = ([how, where, form]: [string, string, string], lines: readonly string[], rest = ''): Buffer =>
  Buffer.from(`${[`${how} ${where} ${form}`, ...lines].join('\r\n')}\r\n\r\n${rest}`, 'latin1');

const line = fc.tuple(method, target, version);
const LISTENING = fc.constantFrom(
  '/1.0/events',
  '/lxd/prod/1.0/events?type=operation',
  '/1.0/events?all-projects=true',
);

const plain = fc.tuple(line, host, headers).map(([start, hosts, more]) => ({
  bytes: write(start, [...hosts, ...more, 'Connection: close']),
  ends: false,
}));
const onlyLine = fc.tuple(method, target).map(([how, where]) => ({
  bytes: write([how, where, 'HTTP/1.1'], ['Host: localhost', 'Connection: close']),
  ends: true,
}));
const withBody = fc.tuple(line, host, headers, framed).map(([start, hosts, more, { lines, written }]) => ({
  bytes: write(start, [...hosts, ...more, ...lines], written),
  ends: false,
}));
const upgrading = fc
  .tuple(fc.oneof(LISTENING, target), headers, upgrade)
  .map(([where, more, { lines, written }]) => ({
    bytes: write(['GET', where, 'HTTP/1.1'], ['Host: localhost', ...more, ...lines], written),
    ends: false,
  }));
/** Good bytes with some of them changed, wherever they are. */
const corrupted = fc
  .tuple(
    fc.oneof(plain, withBody, upgrading),
    fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 4 }),
  )
  .map(([{ bytes }, changes]) => {
    const changed = Buffer.from(bytes);
    for (const [at, value] of changes) changed[at % changed.length] = value;
    return { bytes: changed, ends: false };
  });

export const hostileRequest: fc.Arbitrary<HostileRequest> = fc.oneof(
  { weight: 5, arbitrary: onlyLine },
  { weight: 2, arbitrary: plain },
  { weight: 3, arbitrary: withBody },
  { weight: 1, arbitrary: upgrading },
  { weight: 1, arbitrary: corrupted },
);
