/** Reads server-sent events as a browser does: as far as they are whole. */
import { STREAM_EVENTS, type StreamEventName, type StreamEvents } from '../wire/api.ts';
import { type ClusterView, applyDelta } from '../wire/delta.ts';

export type Heard = {
  [Name in StreamEventName]: { event: Name; id: string | null; data: StreamEvents[Name] };
}[StreamEventName];

/** The frames in `text` that are whole. Throws when one is not as the contract has it. */
export function parseEvents(text: string): Heard[] {
  return text.split('\n\n').slice(0, -1).map(parseFrame);
}

function parseFrame(frame: string): Heard {
  const field = (name: string): string | null =>
    frame
      .split('\n')
      .find((line) => line.startsWith(`${name}: `))
      ?.slice(name.length + 2) ?? null;
  const event = field('event');
  const id = field('id');
  const json: unknown = JSON.parse(field('data') ?? '');
  switch (event) {
    case 'hello':
      return { event, id, data: STREAM_EVENTS.hello.parse(json) };
    case 'clusters':
      return { event, id, data: STREAM_EVENTS.clusters.parse(json) };
    case 'view':
      return { event, id, data: STREAM_EVENTS.view.parse(json) };
    case 'delta':
      return { event, id, data: STREAM_EVENTS.delta.parse(json) };
    case 'beat':
      return { event, id, data: STREAM_EVENTS.beat.parse(json) };
    default:
      throw new Error(`no such event: ${event}`);
  }
}

/** The view of `key` that a page holds after these events; null when it holds none. Throws on a delta that does not follow. */
export function viewAfter(
  events: readonly Heard[],
  key: string,
  held: ClusterView | null = null,
): ClusterView | null {
  let view = held;
  for (const { event, data } of events) {
    if (event === 'view' && data.cluster === key) view = data.view;
    if (event !== 'delta' || data.cluster !== key) continue;
    const next = view === null ? null : applyDelta(view, data.delta);
    if (next === null)
      throw new Error(`the step from ${data.delta.from} does not follow ${view?.seq ?? 'nothing'}`);
    view = next;
  }
  return view;
}
