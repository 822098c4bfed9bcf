/** Somebody who takes all he can get of one address, in a process of its own: `attacker-process.ts KIND URL KEY`. Says `attacking` when it is under way. */
import { randomInt } from 'node:crypto';
import { type Socket, connect } from 'node:net';

const CONNECTIONS = { requests: 100, streams: 1000, drips: 1000, 'log-ins': 100 };
const DEEP = 20;
const DRIP_EVERY_MS = 500;

const [, , kind = '', url = '', key = ''] = process.argv;
const { hostname, port } = new URL(url);

function open(): Socket {
  const socket = connect(Number(port), hostname);
  // Whoever is cut off comes again.
  socket.on('error', () => {}).on('close', begin);
  return socket;
}

const request = (path: string): string => `GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`;

const ATTACKS = {
  /** Asks for the whole view as fast as it comes, twenty at a time. */
  requests() {
    const socket = open();
    const ask = (): void => void socket.write(request(`/api/clusters/${key}`).repeat(DEEP));
    let answered = 0;
    socket.on('connect', ask).on('data', (bytes) => {
      answered += bytes.toString('latin1').split('HTTP/1.1 ').length - 1;
      if (answered < DEEP) return;
      answered -= DEEP;
      ask();
    });
  },
  /** Streams, of which it reads every second one. */
  streams() {
    const socket = open();
    socket.write(request(`/api/stream?cluster=${key}`));
    if (Math.random() < 0.5) socket.pause();
    else socket.resume();
  },
  /** Headers that come a byte at a time. */
  drips() {
    const socket = open();
    socket.resume().write('GET / HTTP/1.1\r\nX-Slow: ');
    const drip = setInterval(() => socket.write('x'), DRIP_EVERY_MS);
    socket.on('close', () => clearInterval(drip));
  },
  /** Guesses passwords, each time by another name and as if from another address: nobody has failed often. */
  'log-ins'() {
    const socket = open();
    const guess = (): void => {
      const body = JSON.stringify({ name: `n${randomInt(2 ** 40)}`, password: 'a guess of many' });
      const head = [
        'POST /api/session HTTP/1.1',
        'Host: localhost',
        'X-Rollcall: 1',
        `X-Forwarded-For: 10.${[0, 0, 0].map(() => randomInt(256)).join('.')}`,
        'Content-Type: application/json',
        `Content-Length: ${body.length}`,
      ];
      socket.write(`${head.join('\r\n')}\r\n\r\n${body}`);
    };
    socket.on('connect', guess).on('data', guess);
  },
};

const isKind = (name: string): name is keyof typeof ATTACKS => Object.hasOwn(ATTACKS, name);

function begin(): void {
  if (isKind(kind)) ATTACKS[kind]();
}

if (!isKind(kind)) throw new RangeError(`no such attack: ${kind}`);
for (let index = 0; index < CONNECTIONS[kind]; index += 1) begin();
process.stdout.write('attacking\n');
