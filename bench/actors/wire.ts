/** What a page loads, as the browser's own developer tools see it. */
import type { Page } from 'playwright';

/** Bytes as they came over the wire: compressed, with the heads of the answers. */
export type Wire = {
  requests: number;
  script: number;
  style: number;
  font: number;
  document: number;
  /** Answers to fetch, streams, images. */
  data: number;
  /** Where script and style came from. */
  codeUrls: string[];
};

type Kind = Exclude<keyof Wire, 'requests' | 'codeUrls'>;

const KINDS: Readonly<Record<string, Kind>> = {
  Script: 'script',
  Stylesheet: 'style',
  Font: 'font',
  Document: 'document',
};

/** Begins to record; the answer gives what has come until it is called. */
export async function recordWire(page: Page): Promise<() => Wire> {
  const loads = new Map<string, { kind: Kind; bytes: number; url: string }>();
  const session = await page.context().newCDPSession(page);
  session.on('Network.requestWillBeSent', ({ requestId, type, request }) => {
    loads.set(requestId, { kind: KINDS[type ?? ''] ?? 'data', bytes: 0, url: request.url });
  });
  // A stream has no end, so that what comes is counted as it comes; of all others the end tells the whole.
  session.on('Network.dataReceived', ({ requestId, encodedDataLength }) => {
    const load = loads.get(requestId);
    if (load !== undefined) load.bytes += encodedDataLength;
  });
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const load = loads.get(requestId);
    if (load !== undefined) load.bytes = encodedDataLength;
  });
  await session.send('Network.enable');
  return () => {
    const all = [...loads.values()];
    const code = all.filter(({ kind }) => kind === 'script' || kind === 'style');
    const sums = { script: 0, style: 0, font: 0, document: 0, data: 0 };
    for (const { kind, bytes } of all) sums[kind] += bytes;
    return { ...sums, requests: all.length, codeUrls: code.map(({ url }) => url) };
  };
}
