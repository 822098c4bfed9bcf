import { connect } from 'node:net';
import fastify, { type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { pino } from 'pino';
import { listen, makeApp } from '../testing/app.ts';
import { error } from '../sim/test-client.ts';
import { openStream } from '../testing/stream-client.ts';
import { isLxdPath, registerErrors } from './errors.ts';
import { registerHeaders } from './headers.ts';

describe('where the answers are in the envelope of LXD', () => {
  it.each([
    '/1.0',
    '/1.0/',
    '/1.0/cluster',
    '/1.0?a',
    '/1.0;a',
    '/1.0#a',
    '/1.0%2fcluster',
    '/1.0\\cluster',
    '//1.0',
    '/lxd',
    '/lxd/prod/1.0',
  ])('%s', (url) => {
    expect(isLxdPath(url)).toBe(true);
  });

  it.each(['/', '', '/1.01', '/1', '/lxdx', '/api/clusters', '/clusters/1.0', '/api?x=/1.0', '1.0', '/1x0'])(
    'not %s',
    (url) => {
      expect(isLxdPath(url)).toBe(false);
    },
  );
});

describe('what goes wrong inside', () => {
  const logged: string[] = [];
  let app: FastifyInstance;
  beforeEach(() => {
    logged.length = 0;
    const log: FastifyBaseLogger = pino({ level: 'error' }, { write: (line: string) => logged.push(line) });
    app = fastify({ loggerInstance: log });
    registerHeaders(app);
    registerErrors(app);
    const fail = async (): Promise<never> => {
      throw new Error('the password is hunter2');
    };
    for (const url of ['/api/broken', '/1.0/broken']) app.get(url, fail);
    app.get('/api/thrown', async () => {
      // oxlint-disable-next-line typescript/only-throw-error -- what a careless library does
      throw 'the password is hunter2';
    });
    app.get('/api/refused', async () => {
      throw Object.assign(new Error('that is not a number'), { statusCode: 422 });
    });
  });
  afterEach(() => app.close());

  it.each(['/api/broken', '/api/thrown'])(
    'is a fixed sentence for the reader and a line in the log: %s',
    async (url) => {
      const answer = await app.inject(url);
      expect([answer.statusCode, answer.json()]).toEqual([
        500,
        {
          code: 'internal',
          message: 'Something went wrong in Rollcall.',
          remedy: expect.stringMatching(/^The log has more under request /),
        },
      ]);
      expect(logged.join('')).toContain('hunter2');
    },
  );

  it('is in the envelope under the paths of LXD', async () => {
    const answer = await app.inject('/1.0/broken');
    expect([answer.statusCode, answer.json()]).toEqual([
      500,
      error(500, 'Something went wrong in Rollcall.'),
    ]);
  });

  it('says what was wrong with a request, and logs nothing', async () => {
    const answer = await app.inject('/api/refused');
    expect([answer.statusCode, answer.json()]).toEqual([
      422,
      { code: 'bad-request', message: 'that is not a number', remedy: null },
    ]);
    expect(logged).toEqual([]);
  });
});

it('puts no answer to nonsense into the middle of a stream', { timeout: 30_000 }, async () => {
  const app = await makeApp({ beatMs: 20 });
  const client = openStream(await listen(app));
  const raw: Buffer[] = [];
  client.socket.on('data', (bytes) => raw.push(bytes));
  await expect.poll(() => client.events().length, { timeout: 10_000 }).toBeGreaterThan(2);
  client.socket.write('nonsense\r\n\r\n');
  await expect.poll(() => client.ended(), { timeout: 10_000 }).toBe(true);
  expect(
    Buffer.concat(raw)
      .toString()
      .match(/HTTP\/1\.1/g),
  ).toHaveLength(1);
  await app.close();
});

it('keeps no connection of those who send nonsense and never hang up', { timeout: 30_000 }, async () => {
  const app = await makeApp();
  const port = await listen(app);
  const clients = Array.from({ length: 10 }, () => {
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    return socket.on('error', () => {}).resume();
  });
  const open = (): Promise<number> =>
    new Promise((resolve) => app.server.getConnections((_error, count) => resolve(count)));
  await expect.poll(open, { timeout: 10_000 }).toBe(10);
  for (const socket of clients) socket.write('nonsense\r\n\r\n');
  await expect.poll(open, { timeout: 10_000 }).toBe(0);
  for (const socket of clients) socket.destroy();
  await app.close();
});
