/**
 * Whole requests as attackers write them, tens of thousands, over real sockets: what reaches the cluster is what the
 * allow-list has, byte for byte, and what comes back holds no secret. A failure prints the seed that gives the same again.
 */
import { Agent, get } from 'node:http';
import { connect } from 'node:net';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createEventFeed } from './forward/event-feed.ts';
import { createForwarder } from './forward/forwarder.ts';
import { OPERATION_FRAME, SECRET } from './forward/redact/testing/frames.ts';
import { type HostileRequest, hostileRequest } from './forward/testing/hostile-requests.ts';
import { FORWARDED } from './forward/testing/hostile-urls.ts';
import { createBoard } from './rollcall/board.ts';
import { listen, makeApp } from './testing/app.ts';
import { remnantFinder } from './testing/key-remnants.ts';
import { startTellingCluster } from './testing/telling-cluster.ts';
import { memberRow, online, snapshotOf } from './wire/testing/scenes.ts';

const CASES = 24_000;

it(
  `${CASES} hostile requests: nothing but the allow-list gets in, and no secret out`,
  { timeout: 300_000 },
  async () => {
    const cluster = await startTellingCluster();
    const members = memberRow(2, (name) => online(name, undefined, { url: cluster.origin }));
    const snapshot = snapshotOf({ members });
    // Every question is asked anew, and no list is fresh: whatever is taken for a name reaches the cluster.
    let nowMs = 0;
    const now = (): number => (nowMs += 3_600_000);
    const { client, endpoints } = cluster;
    const forwarder = createForwarder({ client, endpoints, snapshot: () => snapshot, ttlMs: 1, now });
    const feed = createEventFeed();
    const app = await makeApp({
      board: createBoard([snapshot]),
      forwarders: new Map([['prod', forwarder]]),
      feeds: new Map([['prod', feed]]),
      now,
    });
    const port = await listen(app);
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    /** By the time it has its answer, which comes from the cluster, whatever was sent before it has been dealt with. */
    const turn = () =>
      new Promise<void>((resolve, reject) => {
        get({ port, host: '127.0.0.1', path: '/1.0/cluster', agent }, (response) => {
          response.resume().on('end', resolve);
        }).on('error', reject);
      });

    const findKey = remnantFinder(cluster.ours.keyPem);
    const asSent = new RegExp(
      `^GET (\\S+) HTTP/1\\.1\r\nhost: ${new URL(cluster.origin).host}\r\nconnection: keep-alive\r\n\r\n$`,
    );
    const asked = new Map<string, number>();
    const statuses = new Map<string, number>();
    /** Most refusals are alike, and looking for pieces of a key takes its time. */
    const heard = new Set<string>();
    let checked = 0;
    const count = (counts: Map<string, number>, what: string): void => {
      counts.set(what, (counts.get(what) ?? 0) + 1);
    };

    await fc.assert(
      fc.asyncProperty(hostileRequest, async (request) => {
        const said = await send(port, request, turn, () => feed.publish(OPERATION_FRAME));
        expect(said).not.toContain(SECRET);
        expect(said).not.toMatch(/\.ts\b|node_modules|\bat \w+.*:\d+/);
        const undated = said.replaceAll(/^Date: .*$/gm, '');
        if (!heard.has(undated)) expect(findKey(undated)).toBeNull();
        heard.add(undated);
        if (said !== '') expect(said).toMatch(/^HTTP\/1\.1 \d{3} /);
        for (const [, status = ''] of said.matchAll(/^HTTP\/1\.1 (\d{3}) /gm)) {
          // Who a member is that no list has could not be asked of anybody.
          expect(Number(status) < 500 || ['503', '505'].includes(status)).toBe(true);
          count(statuses, status);
        }
        for (; checked < cluster.received.length; checked += 1) {
          const [, path = ''] = asSent.exec(cluster.received[checked] ?? '') ?? [cluster.received[checked]];
          expect(path).toMatch(FORWARDED);
          count(asked, path.replace(/[?].*|(?<=(?:members|groups)\/)[^/]+/, '*'));
        }
      }),
      { numRuns: CASES },
    );
    // It was no fuzzing of a closed door.
    for (const path of [
      '/1.0',
      '/1.0/cluster',
      '/1.0/cluster/members/*',
      '/1.0/cluster/members/*/state',
      '/1.0/operations*',
    ])
      expect([path, (asked.get(path) ?? 0) > 20]).toEqual([path, true]);
    for (const status of ['101', '200', '400', '404', '405', '421', '431'])
      expect([status, (statuses.get(status) ?? 0) > 10]).toEqual([status, true]);
    agent.destroy();
    await app.close();
    await cluster.close();
  },
);

/** Sends a request and resolves with all that was answered, once the connection has ended. */
function send(
  port: number,
  { bytes, ends }: HostileRequest,
  turn: () => Promise<void>,
  happen: () => void,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(bytes, () => {
        if (ends) return;
        // The server may be waiting for the rest of it, or have opened a websocket: it is left there.
        turn()
          .then(() => {
            happen();
            socket.end();
          })
          .catch(reject);
      });
    });
    const stuck = setTimeout(() => {
      reject(new Error('the server did not end the connection'));
      socket.destroy();
    }, 10_000);
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('error', () => {});
    socket.on('close', () => {
      clearTimeout(stuck);
      resolve(Buffer.concat(chunks).toString('latin1'));
    });
  });
}
