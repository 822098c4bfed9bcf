/** Connections are few, and whoever opens many and says nothing on them would leave none to the others. */
import type { Server, Socket } from 'node:net';
import type { ClientOf } from '../access/client.ts';
import type { Quota } from '../access/quota.ts';

/** Of the nets for documentation (RFC 5737): nobody has it. */
const NOBODY = '192.0.2.1';

/** Null: many clients come by this one address, since it is that of a proxy of ours. */
function countedAddress(socket: Socket, clientOf: ClientOf): string | null {
  const isProxy = clientOf({ socket, headers: { 'x-forwarded-for': NOBODY } }).address === NOBODY;
  return isProxy ? null : clientOf({ socket, headers: {} }).address;
}

/** Ends each connection at once that an address has beyond its quota. */
export function limitConnections(server: Server, quota: Quota, clientOf: ClientOf): void {
  server.on('connection', (socket) => {
    const address = countedAddress(socket, clientOf);
    if (address === null) return;
    if (quota.isFull(address)) socket.destroy();
    else socket.once('close', quota.take(address));
  });
}
