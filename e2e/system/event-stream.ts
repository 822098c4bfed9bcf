/** Reads server-sent events as the HTML standard has them, as far as the proxy makes use of it. */
import { STREAM_EVENTS, type StreamEventName, type StreamEvents } from '../../proxy/wire/api.ts';

/** One event, its data checked against the contract. */
export type StreamEvent = {
  [Name in StreamEventName]: { name: Name; data: StreamEvents[Name] };
}[StreamEventName];

/** The events of a stream until it ends; throws when the connection breaks, and for a frame that is not in the contract. */
export async function* readEvents(url: string, signal: AbortSignal): AsyncGenerator<StreamEvent> {
  const response = await fetch(url, { signal });
  if (response.status !== 200 || response.body === null) throw new Error(`${url}: HTTP ${response.status}`);
  let pending = '';
  for await (const text of response.body.pipeThrough(new TextDecoderStream())) {
    const frames = (pending + text).split('\n\n');
    pending = frames.pop() ?? '';
    for (const frame of frames) yield parseFrame(frame);
  }
}

function parseFrame(frame: string): StreamEvent {
  const fields = new Map(frame.split('\n').map((line) => split(line)));
  const data: unknown = JSON.parse(fields.get('data') ?? '');
  switch (fields.get('event')) {
    case 'hello':
      return { name: 'hello', data: STREAM_EVENTS.hello.parse(data) };
    case 'clusters':
      return { name: 'clusters', data: STREAM_EVENTS.clusters.parse(data) };
    case 'view':
      return { name: 'view', data: STREAM_EVENTS.view.parse(data) };
    case 'delta':
      return { name: 'delta', data: STREAM_EVENTS.delta.parse(data) };
    case 'beat':
      return { name: 'beat', data: STREAM_EVENTS.beat.parse(data) };
    default:
      throw new Error(`an event that is not in the contract: ${frame.slice(0, 200)}`);
  }
}

function split(line: string): [string, string] {
  const colon = line.indexOf(': ');
  return [line.slice(0, colon), line.slice(colon + 2)];
}
