/** What the proxy's thread asks of the one that has the store. */
import type { HistoryStore } from '../store.ts';

export type Method = Exclude<keyof HistoryStore, 'close'>;
export type Args = { [M in Method]: Parameters<HistoryStore[M]> };

/** Answered by `Reply` with the same `id`. `close`: the last one. */
export type Call = { [M in Method]: { id: number; method: M; args: Args[M] } }[Method] | Close;
type Close = { id: number; method: 'close' };
