import { expect, it } from 'vitest';
import * as z from 'zod/mini';
import { fieldPathsOf } from './field-paths.ts';

it('names every field that has none of its own, through lists, maps, and what may be missing', () => {
  const shape = z.strictObject({
    name: z.string(),
    tags: z.array(z.string()),
    load: z.tuple([z.number(), z.number()]),
    parts: z.nullable(z.array(z.strictObject({ id: z.int(), free: z.optional(z.boolean()) }))),
    pools: z.record(z.string(), z.strictObject({ used: z.int() })),
    config: z.optional(z.record(z.string(), z.string())),
  });
  expect(fieldPathsOf(shape)).toEqual([
    'name',
    'tags[]',
    'load[]',
    'parts[].id',
    'parts[].free',
    'pools.*.used',
    'config.*',
  ]);
});

it('has the fields of all kinds that something may be of, each once', () => {
  const shape = z.strictObject({
    source: z.union([
      z.strictObject({ type: z.literal('disk'), path: z.string() }),
      z.strictObject({ type: z.literal('pool'), pool: z.strictObject({ name: z.string() }) }),
    ]),
    address: z.nullable(z.union([z.string(), z.array(z.string())])),
    count: z.union([z.int(), z.literal('many')]),
  });
  expect(fieldPathsOf(shape)).toEqual([
    'source.type',
    'source.path',
    'source.pool.name',
    'address',
    'address[]',
    'count',
  ]);
});
