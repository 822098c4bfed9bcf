/** A software bill of materials in the format CycloneDX 1.5, from the one that npm writes. */
import * as z from 'zod/mini';
import type { LockedPackage } from './lock.ts';

const Licence = z.union([
  z.looseObject({ license: z.looseObject({ id: z.string() }) }),
  z.looseObject({ expression: z.string() }),
]);
const Component = z.looseObject({
  'bom-ref': z.string().check(z.minLength(1)),
  type: z.string(),
  name: z.string(),
  version: z.string(),
  purl: z.string().check(z.startsWith('pkg:npm/')),
  licenses: z.array(Licence).check(z.minLength(1)),
  hashes: z.array(z.object({ alg: z.string(), content: z.string().check(z.regex(/^[0-9a-f]{40,128}$/)) })),
});
const Dependency = z.object({ ref: z.string(), dependsOn: z.array(z.string()) });
const Root = z.looseObject({ 'bom-ref': z.string(), name: z.string(), version: z.string() });

/** As much of the format as is relied on; what else npm writes is kept. */
const Bom = z.looseObject({
  bomFormat: z.literal('CycloneDX'),
  specVersion: z.literal('1.5'),
  serialNumber: z.string().check(z.regex(/^urn:uuid:[0-9a-f-]{36}$/)),
  version: z.number(),
  metadata: z.looseObject({ timestamp: z.string(), component: Root }),
  components: z.array(Component),
  dependencies: z.array(Dependency),
});
export type Bom = z.infer<typeof Bom>;

/** What npm wrote, under our name; npm takes that of the directory. Throws when it is not in the format. */
export function readBom(text: string, name: string): Bom {
  const bom = Bom.parse(JSON.parse(text));
  return { ...bom, metadata: { ...bom.metadata, component: { ...bom.metadata.component, name } } };
}

const keyOf = ({ name, version }: { name: string; version: string }): string => `${name}@${version}`;

/** What is in it of what ships. npm's own `--omit dev` leaves out what a tool for developing needs, too: vite, zod. */
export function shippedOf(bom: Bom, packages: readonly LockedPackage[]): Bom {
  const shipped = new Set(packages.filter(({ ships }) => ships).map(keyOf));
  const components = bom.components.filter((component) => shipped.has(keyOf(component)));
  const refs = new Set([bom.metadata.component['bom-ref'], ...components.map((each) => each['bom-ref'])]);
  const dependencies = bom.dependencies
    .filter(({ ref }) => refs.has(ref))
    .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((other) => refs.has(other)) }));
  return { ...bom, components, dependencies };
}

/** What is missing in it or points nowhere, a line each; none: it is whole. `packages`: all that should be in it. */
export function gapsIn(bom: Bom, packages: readonly LockedPackage[]): string[] {
  const listed = new Set(bom.components.map(keyOf));
  const refs = new Set([bom.metadata.component['bom-ref'], ...bom.components.map((each) => each['bom-ref'])]);
  return [
    ...packages.filter((each) => !listed.has(keyOf(each))).map((each) => `${keyOf(each)} is not in it`),
    ...bom.components.filter(({ hashes }) => hashes.length === 0).map((each) => `${keyOf(each)} has no hash`),
    ...(refs.size === bom.components.length + 1 ? [] : ['two components have the same bom-ref']),
    ...bom.dependencies
      .flatMap(({ ref, dependsOn }) => [ref, ...dependsOn])
      .filter((ref) => !refs.has(ref))
      .map((ref) => `${ref} is depended on, and is not in it`),
  ];
}
