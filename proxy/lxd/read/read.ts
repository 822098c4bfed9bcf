/** How an endpoint is read: asked at one server, its envelope taken off, its content parsed by a narrow schema. */
import { z } from 'zod';
import { type Result, ok } from '../../result.ts';
import type { Failure } from '../../wire/snapshot.ts';
import type { GetOptions, LxdClient } from '../client.ts';
import { parseEnvelope } from '../envelope.ts';

/** Go sends null for an empty list or map, and an older server sends nothing. */
export const strings = z
  .array(z.string())
  .nullish()
  .transform((list) => list ?? []);
export const stringMap = z
  .record(z.string(), z.string())
  .nullish()
  .transform((map) => map ?? {});
export const text = (otherwise = ''): z.ZodType<string> =>
  z
    .string()
    .nullish()
    .transform((value) => (value === null || value === undefined || value === '' ? otherwise : value));

/** A time as Go writes it, as ms UTC; null where there is none, which Go writes as the year 1. */
export const instant = z
  .string()
  .nullish()
  .transform((value) => {
    const atMs = Date.parse(value ?? '');
    return Number.isNaN(atMs) || atMs <= 0 ? null : atMs;
  });

/** A value, who gave it and how long that took. */
export type Heard<T> = { value: T; origin: string; ms: number };
export type Reading<T> = Promise<Result<Heard<T>, Failure>>;

/** `GET origin + path`, its `metadata` parsed by `schema`. */
export async function read<T>(
  client: Pick<LxdClient, 'get'>,
  origin: string,
  path: string,
  schema: z.core.$ZodType<T>,
  options: GetOptions,
): Reading<T> {
  const answer = await client.get(origin, path, options);
  if (!answer.ok) return answer;
  const { body, status, ms } = answer.value;
  const parsed = parseEnvelope(body.toString('utf8'), status, schema, `GET ${path}`);
  return parsed.ok ? ok({ value: parsed.value, origin, ms }) : parsed;
}
