import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { Product } from './cluster.ts';

/** An image server for one download, which begins and never gets to its end. */
export type SlowImage = {
  /** For the source of an image: `{ type: 'url', url }`. */
  url: string;
  close(): void;
};

const SIZE = 1_000_000;
const BLOCK = 1000;
const BLOCK_INTERVAL_MS = 100;

/** Serves an image at a pace at which it takes minutes, so that there is an operation with progress for as long. */
export async function serveSlowImage(product: Product): Promise<SlowImage> {
  const header = product === 'lxd' ? 'LXD-Image' : 'Incus-Image';
  const trickles = new Set<NodeJS.Timeout>();
  const trickle = (response: ServerResponse) => {
    const timer = setInterval(() => response.write(Buffer.alloc(BLOCK)), BLOCK_INTERVAL_MS);
    trickles.add(timer);
    response.once('close', () => clearInterval(timer));
  };

  const server = createServer(({ url }, response) => {
    if (url === '/') {
      response.writeHead(200, { [`${header}-Hash`]: '0'.repeat(64), [`${header}-URL`]: `${origin}/image` });
      response.end();
      return;
    }
    response.writeHead(200, { 'content-length': SIZE });
    // Daemons mention the progress only once there is some.
    response.write(Buffer.alloc(SIZE / 10));
    trickle(response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the image server has no port');
  const origin = `http://127.0.0.1:${address.port}`;

  return {
    url: `${origin}/`,
    close() {
      for (const timer of trickles) clearInterval(timer);
      server.close();
      server.closeAllConnections();
    },
  };
}
