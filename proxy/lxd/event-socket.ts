/** A websocket to a server of the cluster, pinned like every other connection, that can be ended at any moment. */
import { Agent, WebSocket } from 'undici';
import { type PinnedConnectorOptions, pinnedConnector } from './pinned-connector.ts';

/** Far more than an event of ours; what an instance's event carries is of no use to us. */
const MAX_MESSAGE_BYTES = 1024 * 1024;

export type EventSocket = {
  socket: WebSocket;
  /**
   * Ends the connection now; `close` follows. Closing it in the proper way would wait for the server's consent, which a
   * frozen one never gives.
   */
  end(): void;
};

/** Opens `wss://...` at `origin` (https). An agent of its own, since undici gives no way to the socket of a websocket. */
export function openEventSocket(options: PinnedConnectorOptions, origin: string, path: string): EventSocket {
  const connector = pinnedConnector(options);
  const agent = new Agent({
    connect: connector.connect,
    allowH2: false,
    webSocket: { maxPayloadSize: MAX_MESSAGE_BYTES },
  });
  const socket = new WebSocket(`${origin.replace(/^https:/, 'wss:')}${path}`, { dispatcher: agent });
  return {
    socket,
    end() {
      connector.destroy();
      void agent.destroy();
    },
  };
}
