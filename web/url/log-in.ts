/** Where one logs in, and where that leads back to. */
import { nextIn } from '~wire/next.ts';

export const LOG_IN_PATH = '/login';

/** `from`: path and query of where somebody is. */
export const logInPath = (from: string): string => `${LOG_IN_PATH}?next=${encodeURIComponent(from)}`;

/** Path and query of a page of ours; that which begins, where `next` is none, or is of another site. */
export const nextOf = (params: URLSearchParams): string => nextIn(params.get('next'));
