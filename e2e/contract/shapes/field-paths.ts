import {
  $ZodArray,
  $ZodNullable,
  $ZodObject,
  $ZodOptional,
  $ZodRecord,
  $ZodTuple,
  type $ZodType,
} from 'zod/v4/core';

/** Every field of a shape that has no fields of its own, as a path: `cpu.sockets[].cores[].core`, with `*` for any key of
 *  a map: `storage_pools.*.space.used`. In the order of the shape. */
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
  return [path];
}
