/** Values of an answer by the paths of its fields, as `fieldPathsOf` writes them. Pure. */

export type Value = string | number | boolean | null;

/** What stands at a field, through all lists and maps on the way; of a map of values also its keys. */
export function valuesAt(answer: unknown, field: string): Value[] {
  return stepsOf(field).reduce<readonly unknown[]>(stepInto, [answer]).filter(isValue);
}

/** The fields of an answer that are none of `fields`, nor within one of them. */
export function fieldsBeyond(answer: unknown, fields: readonly string[]): string[] {
  const known = fields.map((field) => stepsOf(field));
  const beyond = (value: unknown, path: string, left: readonly (readonly string[])[]): string[] => {
    if (left.some((steps) => steps.length === 0)) return [];
    if (Array.isArray(value)) {
      const next = after(left, '[]');
      if (next.length === 0) return value.length === 0 ? [] : [`${path}[]`];
      return value.flatMap((item: unknown) => beyond(item, `${path}[]`, next));
    }
    if (!isMap(value)) return [];
    return Object.entries(value).flatMap(([key, item]) => {
      const next = after(left, key);
      const below = path === '' ? key : `${path}.${key}`;
      return next.length === 0 ? [below] : beyond(item, below, next);
    });
  };
  return [...new Set(beyond(answer, '', known))];
}

/** `nodes[].size` is `nodes`, `[]`, `size`. */
const stepsOf = (field: string): string[] =>
  field.split('.').flatMap((part) => part.replaceAll('[]', ' []').split(' '));

function stepInto(
  values: readonly unknown[],
  step: string,
  index: number,
  steps: readonly string[],
): unknown[] {
  return values.flatMap((value): unknown[] => {
    if (step === '[]') return Array.isArray(value) ? value : [];
    if (!isMap(value)) return [];
    if (step !== '*') return [value[step]];
    return index === steps.length - 1 ? Object.entries(value).flat() : Object.values(value);
  });
}

const after = (fields: readonly (readonly string[])[], step: string): string[][] =>
  fields.flatMap(([first, ...rest]) => (first === step || (first === '*' && step !== '[]') ? [rest] : []));

const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isValue = (value: unknown): value is Value =>
  value === null || ['string', 'number', 'boolean'].includes(typeof value);
