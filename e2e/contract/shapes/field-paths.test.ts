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
