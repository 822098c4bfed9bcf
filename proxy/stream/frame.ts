/** Frames of a server-sent events stream. Source: HTML standard, "Server-sent events". */
import type { StreamEventName, StreamEvents } from '../wire/api.ts';

/** One frame; JSON holds no line breaks, so one `data:` line carries it. `id` must hold none either. */
export function sseFrame<Name extends StreamEventName>(
  event: Name,
  data: StreamEvents[Name],
  id?: string,
): Buffer {
  const idLine = id === undefined ? '' : `id: ${id}\n`;
  return Buffer.from(`event: ${event}\n${idLine}data: ${JSON.stringify(data)}\n\n`);
}

/** Where a reader is: which run of the proxy, which cluster, which view of it. The `id:` of a frame. */
export type Position = { run: string; key: string; seq: number };

export const formatPosition = ({ run, key, seq }: Position): string => `${run}/${key}/${seq}`;

/** The position in a `Last-Event-ID`, or null if it is none of ours. */
export function parsePosition(id: string | undefined): Position | null {
  const [, run, key, seq] = /^([0-9a-z-]+)\/([^/]+)\/(\d{1,15})$/i.exec(id ?? '') ?? [];
  return run === undefined || key === undefined || seq === undefined ? null : { run, key, seq: Number(seq) };
}
