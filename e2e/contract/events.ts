import { once } from 'node:events';
import { WebSocket } from 'undici';
import type { Client } from './https.ts';
import { Event } from './shapes/event.ts';

/** An open event socket and everything that it has brought so far. */
export type Listener = {
  readonly events: readonly Event[];
  /** The actions of the lifecycle events. */
  actions(): string[];
  close(): void;
};

/** Opens `/1.0/events` at a member. Rejects when the upgrade is refused. */
export async function listen(client: Client, query: string): Promise<Listener> {
  const url = new URL(`/1.0/events?${query}`, client.endpoint);
  url.protocol = 'wss:';
  const socket = new WebSocket(url, { dispatcher: client.agent });
  const events: Event[] = [];
  socket.addEventListener('message', (message) => {
    events.push(Event.parse(JSON.parse(String(message.data))));
  });
  await Promise.race([
    once(socket, 'open'),
    once(socket, 'close').then(() => {
      throw new Error(`${url.href}: the upgrade was refused`);
    }),
  ]);
  return {
    events,
    actions: () =>
      events.filter((each) => each.type === 'lifecycle').map((each) => String(each.metadata.action)),
    close: () => socket.close(),
  };
}
