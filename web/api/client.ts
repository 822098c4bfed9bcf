/** Asks the proxy, and takes from it only what has the promised shape. */
import * as z from 'zod/mini';
import { ApiError } from '~wire/api.ts';

// The content security policy forbids eval, and zod would try it once and leave a violation in the console.
z.config({ jitless: true });

/** An answer takes milliseconds; whoever waits this long would rather be told. */
const DEADLINE_MS = 10_000;

/**
 * `unreachable`: no answer came, or not in time. `refused`: the proxy answered with an error of its own, whose `code`
 * says which. `garbled`: what came is no answer of this proxy's version.
 */
export type FailureKind = 'unreachable' | 'refused' | 'garbled';

/** What the proxy itself said of it. */
type Told = { code: string | null; remedy: string | null; retryAfterS: number | null };

/** Why something could not be had from the proxy. The message is for people. */
export class ProxyFailure extends Error {
  readonly kind: FailureKind;
  readonly code: string | null;
  readonly remedy: string | null;
  /** How long to wait before the next try, s; null: that was not said. */
  readonly retryAfterS: number | null;

  constructor(
    kind: FailureKind,
    message: string,
    { code = null, remedy = null, retryAfterS = null }: Partial<Told> = {},
  ) {
    super(message);
    this.name = 'ProxyFailure';
    this.kind = kind;
    this.code = code;
    this.remedy = remedy;
    this.retryAfterS = retryAfterS;
  }
}

/** What goes with a request. */
type Asking = RequestInit & {
  signal: AbortSignal;
  /** How long the answer may take, ms; that of a read unless told. */
  deadlineMs?: number;
};

export const get = <T>(schema: z.ZodMiniType<T>, path: string, signal: AbortSignal): Promise<T> =>
  request(schema, path, { signal });

export async function request<T>(schema: z.ZodMiniType<T>, path: string, asking: Asking): Promise<T> {
  const { signal } = asking;
  const response = await ask(path, asking);
  const body = await bodyOf(response, signal);
  if (!response.ok) throw refusal(response, body);
  const parsed = z.safeParse(schema, body);
  if (parsed.success) return parsed.data;
  console.error(`${path} answered with something else than expected`, parsed.error);
  throw new ProxyFailure('garbled', 'The proxy answered in a way that this page does not understand.', {
    remedy: 'Reload the page: it may be older than the proxy.',
  });
}

async function ask(path: string, { deadlineMs = DEADLINE_MS, ...asking }: Asking): Promise<Response> {
  const signal = AbortSignal.any([asking.signal, AbortSignal.timeout(deadlineMs)]);
  try {
    return await fetch(path, { ...asking, signal });
  } catch (error) {
    if (asking.signal.aborted) throw error;
    throw new ProxyFailure('unreachable', 'The Rollcall proxy does not answer this page.');
  }
}

/** The JSON of a response; null where it is none, as from a reverse proxy in between. */
async function bodyOf(response: Response, signal: AbortSignal): Promise<unknown> {
  try {
    return await response.json();
  } catch (error) {
    if (signal.aborted) throw error;
    return null;
  }
}

function refusal(response: Response, body: unknown): ProxyFailure {
  const told = z.safeParse(ApiError, body);
  if (told.success)
    return new ProxyFailure('refused', told.data.message, {
      ...told.data,
      retryAfterS: Number(response.headers.get('retry-after')) || null,
    });
  return new ProxyFailure('refused', `The proxy answered with HTTP status ${response.status}.`);
}
