import {
  $ZodArray,
  $ZodNullable,
  $ZodObject,
  $ZodOptional,
  $ZodRecord,
  $ZodTuple,
  $ZodUnion,
  type $ZodType,
} from 'zod/v4/core';

/** Every field of a shape that has no fields of its own, as a path: `cpu.sockets[].cores[].core`, with `*` for any key of
 *  a map: `storage_pools.*.space.used`. Of what may be of several kinds the fields of all of them, each once. In the order
 *  of the shape. */
export function fieldPathsOf(shape: $ZodType): string[] {
  return pathsBelow(shape, '');
}

function pathsBelow(shape: $ZodType, path: string): string[] {
  if (shape instanceof $ZodOptional || shape instanceof $ZodNullable) {
    return pathsBelow(shape._zod.def.innerType, path);
  }
  if (shape instanceof $ZodObject) {
    const prefix = path === '' ? '' : `${path}.`;
    return Object.entries(shape._zod.def.shape).flatMap(([name, field]) =>
      pathsBelow(field, `${prefix}${name}`),
    );
  }
  if (shape instanceof $ZodArray) return pathsBelow(shape._zod.def.element, `${path}[]`);
  if (shape instanceof $ZodRecord) return pathsBelow(shape._zod.def.valueType, `${path}.*`);
  if (shape instanceof $ZodTuple) return [`${path}[]`];
  if (shape instanceof $ZodUnion) {
    return [...new Set(shape._zod.def.options.flatMap((option) => pathsBelow(option, path)))];
  }
  return [path];
}
