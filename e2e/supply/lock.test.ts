// Our own lock file: what is installed is what was looked at, and runs nothing on the way.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import * as z from 'zod/mini';
import { ROOT } from '../run/program.ts';

const Locked = z.object({
  integrity: z.optional(z.string()),
  hasInstallScript: z.optional(z.boolean()),
});
const { packages } = z
  .object({ packages: z.record(z.string(), Locked) })
  .parse(JSON.parse(await readFile(join(ROOT, 'package-lock.json'), 'utf8')));
const dependencies = Object.entries(packages).filter(([path]) => path !== '');
const pathsWhere = (holds: (locked: z.infer<typeof Locked>) => boolean): string[] =>
  dependencies.filter(([, locked]) => holds(locked)).map(([path]) => path);

it('holds every package by its hash, wherever it comes from', () => {
  expect(dependencies.length).toBeGreaterThan(100);
  expect(pathsWhere(({ integrity }) => integrity?.startsWith('sha512-') !== true)).toEqual([]);
});

it('has no package that runs something while it is installed', () => {
  expect(pathsWhere(({ hasInstallScript }) => hasInstallScript === true)).toEqual([]);
});
