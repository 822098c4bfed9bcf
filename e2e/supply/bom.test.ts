import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { type Bom, gapsIn, readBom, shippedOf } from './bom.ts';
import { type LockedPackage, readLock } from './lock.ts';

/** What npm 11 wrote of a package `app` with `server` and, for developing, `tester`; both use `shared`. */
const recorded = await readFile(join(import.meta.dirname, 'testing/sbom.json'), 'utf8');
const locked = (name: string, ships: boolean): LockedPackage => ({
  name,
  version: '1.0.0',
  licence: 'MIT',
  paths: [`node_modules/${name}`],
  ships,
});
const packages = [locked('server', true), locked('shared', true), locked('tester', false)];
const names = (bom: Bom): string[] => bom.components.map(({ name }) => name);

it('has everything, under our name', () => {
  const bom = readBom(recorded, 'rollcall');
  expect(bom.metadata.component.name).toBe('rollcall');
  expect(names(bom)).toEqual(['server', 'shared', 'tester']);
  expect(gapsIn(bom, packages)).toEqual([]);
  // What is not relied on is kept.
  expect(bom).toHaveProperty('metadata.tools');
});

it('has of what ships that alone, and what it depends on', () => {
  const bom = readBom(recorded, 'rollcall');
  const shipped = shippedOf(bom, packages);
  expect(names(shipped)).toEqual(['server', 'shared']);
  expect(shipped.dependencies).toEqual([
    { ref: 'app@0.1.0', dependsOn: ['server@1.0.0'] },
    { ref: 'server@1.0.0', dependsOn: ['shared@1.0.0'] },
    { ref: 'shared@1.0.0', dependsOn: [] },
  ]);
  expect(gapsIn(shipped, packages.slice(0, 2))).toEqual([]);
});

it('is not written with a gap', () => {
  const bom = readBom(recorded, 'rollcall');
  expect(gapsIn(bom, [...packages, locked('other', true)])).toEqual(['other@1.0.0 is not in it']);
  const [first, ...rest] = bom.components;
  if (first === undefined) throw new Error('it is empty');
  expect(gapsIn({ ...bom, components: rest }, [])).toEqual(
    ['server@1.0.0', 'server@1.0.0'].map((ref) => `${ref} is depended on, and is not in it`),
  );
  expect(gapsIn({ ...bom, components: [{ ...first, hashes: [] }, ...rest] }, [])).toEqual([
    'server@1.0.0 has no hash',
  ]);
  expect(gapsIn({ ...bom, components: [...bom.components, first] }, [])).toEqual([
    'two components have the same bom-ref',
  ]);
});

it('is no other format, and names a licence of everything', () => {
  expect(() => readBom(recorded.replace('CycloneDX', 'SPDX'), 'x')).toThrow(/bomFormat/);
  expect(() => readBom(recorded.replaceAll(/"licenses": \[[^\]]*\]/g, '"licenses": []'), 'x')).toThrow(
    /licenses/,
  );
  expect(() => readBom('', 'x')).toThrow(/JSON/);
});

it('reads where a package is, in all places, and whether it ships from any', () => {
  const lock = {
    packages: {
      '': {},
      'node_modules/a': { version: '1.0.0', license: 'MIT', dev: true },
      'node_modules/@s/b/node_modules/a': { version: '1.0.0', license: 'MIT' },
      'node_modules/c/node_modules/a': { version: '2.0.0', license: 'MIT', dev: true },
    },
  };
  expect(readLock(JSON.stringify(lock))).toEqual([
    {
      name: 'a',
      version: '1.0.0',
      licence: 'MIT',
      paths: ['node_modules/a', 'node_modules/@s/b/node_modules/a'],
      ships: true,
    },
    { name: 'a', version: '2.0.0', licence: 'MIT', paths: ['node_modules/c/node_modules/a'], ships: false },
  ]);
});
