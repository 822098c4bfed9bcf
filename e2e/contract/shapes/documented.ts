import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { parse } from 'yaml';
import * as z from 'zod/mini';
import type { SHAPES } from './registry.ts';

/** Where Debian's package puts what LXD documents of its API. */
const DOCUMENT = '/usr/share/doc/lxd/rest-api.yaml.gz';

/** What LXD 5.0.2 calls them in its document, which has neither the state of a member nor what is in an event. */
export const DOCUMENTED: readonly (readonly [keyof typeof SHAPES, string])[] = [
  ['/1.0', 'Server'],
  ['/1.0/cluster', 'Cluster'],
  ['/1.0/cluster/members', 'ClusterMember'],
  ['/1.0/cluster/groups', 'ClusterGroup'],
  ['/1.0/resources', 'Resources'],
  ['/1.0/storage-pools', 'StoragePool'],
  ['/1.0/storage-pools/{pool}/resources', 'ResourcesStoragePool'],
  ['/1.0/projects', 'Project'],
  ['/1.0/instances', 'Instance'],
  ['/1.0/operations', 'Operation'],
  ['/1.0/warnings', 'Warning'],
];

type Field = {
  $ref?: string | undefined;
  items?: Field | undefined;
  additionalProperties?: Field | boolean | undefined;
};
const Field: z.ZodMiniType<Field> = z.lazy(() =>
  z.object({
    $ref: z.optional(z.string()),
    items: z.optional(Field),
    additionalProperties: z.optional(z.union([z.boolean(), Field])),
  }),
);
const Definitions = z.record(z.string(), z.object({ properties: z.optional(z.record(z.string(), Field)) }));
type Definitions = z.infer<typeof Definitions>;

/** The definitions of LXD's OpenAPI document, or why there are none. */
export async function documentedDefinitions(): Promise<{ definitions: Definitions } | { missing: string }> {
  const packed = await readFile(DOCUMENT).catch(() => undefined);
  if (!packed) return { missing: `${DOCUMENT} is not there` };
  const document: unknown = parse((await promisify(gunzip)(packed)).toString());
  return z.object({ definitions: Definitions }).parse(document);
}

const REFERENCE = '#/definitions/';

/** The fields of a definition, as `fieldPathsOf` writes those of a shape. What is nested in its own kind, as the virtual
 *  functions of a card are cards, is followed once. */
export function documentedPathsOf(definitions: Definitions, name: string): string[] {
  const pathsOf = (definition: string, path: string, above: readonly string[]): string[] => {
    if (above.filter((each) => each === definition).length > 1) return [];
    const fields = Object.entries(definitions[definition]?.properties ?? {});
    const prefix = path === '' ? '' : `${path}.`;
    return fields.flatMap(([key, field]) => pathsBelow(field, `${prefix}${key}`, [...above, definition]));
  };
  const pathsBelow = (field: Field, path: string, above: readonly string[]): string[] => {
    const { $ref, items, additionalProperties } = field;
    const target = $ref?.replace(REFERENCE, '');
    if (target !== undefined && definitions[target]?.properties) return pathsOf(target, path, above);
    if (items) return pathsBelow(items, `${path}[]`, above);
    if (typeof additionalProperties === 'object') return pathsBelow(additionalProperties, `${path}.*`, above);
    return [path];
  };
  return pathsOf(name, '', []);
}

/** Without what follows of values: maps and lists of them are documented in part as such and in part as mere objects. */
export const bare = (paths: readonly string[]): string[] => [
  ...new Set(paths.map((path) => path.replace(/(\.\*|\[\])+$/, ''))),
];
