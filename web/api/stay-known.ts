import { apiPaths } from '../url/paths.ts';

/** Asks for next to nothing. What comes with the answer is for the browser: a cookie that holds on from now. */
export async function stayKnown(): Promise<void> {
  try {
    await fetch(apiPaths.clusters(), { method: 'HEAD', cache: 'no-store' });
  } catch {
    // The proxy is away, which the stream notices, too; there will be another time.
  }
}
