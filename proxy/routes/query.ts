/** What the routes have in common that take a query: nothing in it is passed over in silence. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import * as z from 'zod/mini';
import { apiError, refuse } from '../plugins/errors.ts';
import type { Result } from '../result.ts';
import type { ApiError } from '../wire/api.ts';

/** What a request asks for, or what is wrong with it and what would be right. */
export type Asked<T> = Result<T, ApiError>;

const MAX_VALUES = 64;

/** A parameter that comes once, and one that may come several times, or once with commas. */
export const One = z.optional(z.string());
export const Many = z.optional(z.union([z.string(), z.array(z.string()).check(z.maxLength(MAX_VALUES))]));

export function valuesOf(many: string | readonly string[] | undefined): string[] {
  if (many === undefined) return [];
  const all = typeof many === 'string' ? [many] : many;
  return all.flatMap((each) => each.split(',')).filter((value) => value !== '');
}

/** As it stands in a message. */
export const quoted = (text: string): string => `"${text.slice(0, 80)}"`;

/** Refuses parameters that a route does not have: who asks for `?frm=` would take the answer for another one. */
export const knownOnly =
  ({ shape }: { shape: Readonly<Record<string, unknown>> }) =>
  async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const { query } = request;
    const given = typeof query === 'object' && query !== null ? Object.keys(query) : [];
    const unknown = given.find((name) => !Object.hasOwn(shape, name));
    if (unknown === undefined) return undefined;
    const error = apiError(
      'unknown-parameter',
      `There is no parameter ${quoted(unknown)} here.`,
      `There are: ${Object.keys(shape).join(', ')}.`,
    );
    return refuse(request, reply, 400, error);
  };
