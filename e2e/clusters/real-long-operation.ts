import * as z from 'zod/mini';
import type { Administrator } from './administrator.ts';
import { cancellable } from './cancellable.ts';
import type { Cancellable, Product } from './cluster.ts';
import { pollFor } from './poll-for.ts';
import { serveSlowImage } from './slow-image.ts';

const Operation = z.object({ id: z.string(), status_code: z.int(), may_cancel: z.boolean() });
const FINAL = 200;

/** Has the cluster download an image that takes its time. Resolves when it can be cancelled. */
export async function downloadForLong(administrator: Administrator, product: Product): Promise<Cancellable> {
  const image = await serveSlowImage(product);
  const source = { type: 'url', url: image.url };
  const begun = await administrator.ask({ method: 'POST', path: '/1.0/images', json: { source } });
  const download = cancellable(administrator, Operation.parse(begun).id);
  const current = async () =>
    Operation.parse(await administrator.ask({ method: 'GET', path: download.operation }));
  await pollFor(async () => (await current()).may_cancel || undefined, 'downloads no image');
  return {
    operation: download.operation,
    async cancel() {
      await download.cancel();
      // It waits for the next block of the image before it notices.
      image.close();
      await pollFor(async () => (await current()).status_code >= FINAL || undefined, 'goes on downloading');
    },
  };
}
