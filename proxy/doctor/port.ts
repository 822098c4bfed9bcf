/** Whether somebody takes connections at an address, and whether it is plain HTTP that is spoken there. */
import { connect } from 'node:net';
import { performance } from 'node:perf_hooks';
import { ConnectionError, toFailure } from '../lxd/failure.ts';
import { type Result, err, ok } from '../result.ts';
import type { Failure } from '../wire/snapshot.ts';
import type { Finding, Speaker } from './finding.ts';
import { formatMs } from './format-ms.ts';

const TIMEOUT_MS = 1500;

export type Address = { host: string; port: number };

export async function examinePort(here: Speaker, address: Address): Promise<Finding> {
  const startedMs = performance.now();
  const outcome = await exchange(address, null);
  if (outcome.ok) {
    const connectMs = performance.now() - startedMs;
    return here.ok('tcp', `connects in ${formatMs(connectMs)}`, { connectMs });
  }
  const { kind, message } = outcome.error;
  switch (kind) {
    case 'refused':
      return here.problem(
        'tcp',
        'TCP no: the port is closed',
        'start the daemon there, or correct the port: core.https_address on that member has it',
      );
    case 'unreachable':
      return here.problem(
        'tcp',
        `TCP no: there is no way to it (${message})`,
        'correct the address, or the routes of this machine',
      );
    case 'timeout':
      return here.problem(
        'tcp',
        `TCP no: nothing came back within ${TIMEOUT_MS} ms`,
        'see that the machine is up, and that no firewall drops what goes there',
      );
    default:
      return here.problem('tcp', `TCP no: ${message}`, 'correct the address, or see what is in between');
  }
}

/** Asks without TLS, and without anything that is ours. */
export async function speaksPlainHttp(address: Address): Promise<boolean> {
  const answer = await exchange(address, `GET / HTTP/1.0\r\nHost: ${address.host}\r\n\r\n`);
  return answer.ok && answer.value.startsWith('HTTP/');
}

/** Connects; says something and gives the first that is said in return, if there is something to say. */
function exchange({ host, port }: Address, words: string | null): Promise<Result<string, Failure>> {
  const { promise, resolve } = Promise.withResolvers<Result<string, Failure>>();
  const socket = connect({ host, port });
  const end = (result: Result<string, Failure>): void => {
    clearTimeout(timer);
    resolve(result);
    socket.destroy();
  };
  const timer = setTimeout(
    () => end(err({ kind: 'timeout', message: `nothing within ${TIMEOUT_MS} ms` })),
    TIMEOUT_MS,
  );
  socket.on('error', (error) => end(err(toFailure(error))));
  socket.once('connect', () => {
    if (words === null) end(ok(''));
    else socket.write(words);
  });
  socket.once('data', (piece) => end(ok(piece.toString('latin1'))));
  socket.once('end', () => end(err(toFailure(new ConnectionError('reset', 'it was closed')))));
  return promise;
}
