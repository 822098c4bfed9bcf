/** Which parameters each forwarded endpoint takes, and what of them is recognised. */
import { type Result, err, ok } from '../result.ts';

export type Parameter = 'recursion' | 'filter' | 'all-projects' | 'target' | 'type' | 'project';

/** One `key=value` of a query: the key literal, as fixed segments are; the value as RFC 3986 has it, without a second `?`. */
const PLAIN_PAIR = /^[^=%?#]+=(?:[A-Za-z0-9._~!$'()*+,;:@/=-]|%[0-9A-Fa-f]{2})*$/;
const MAX_NAME = 255;
const MAX_FILTER = 512;

/** A name that could not be taken for anything else, decoded. */
export const isName = (name: string): boolean =>
  name !== '' &&
  name !== '.' &&
  name !== '..' &&
  name.length <= MAX_NAME &&
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  !/[/\\%\u0000-\u001f\u007f]/.test(name);

const EVENT_TYPES = ['lifecycle', 'operation'];

/** What a value means, in one form for all that mean the same; empty: as if it were not given. */
const READ: Record<Parameter, (value: string) => Result<string, string>> = {
  recursion: (value) =>
    value === '0' || value === '1' ? ok(value === '1' ? '1' : '') : err('recursion must be 0 or 1'),
  filter: (value) =>
    value.length > MAX_FILTER ? err(`filter is longer than ${MAX_FILTER} characters`) : ok(value),
  'all-projects'(value) {
    if (value === 'true' || value === '1') return ok('true');
    return value === 'false' || value === '0' ? ok('') : err('all-projects must be true, false, 1 or 0');
  },
  target: (value) => nameOrNone(value, 'target is no name of a member'),
  project: (value) => nameOrNone(value, 'project is no name of a project'),
  type(value) {
    const types = value === '' ? [] : value.split(',');
    const unknown = types.find((type) => !EVENT_TYPES.includes(type));
    if (unknown !== undefined) return err(`"${unknown.slice(0, 40)}" isn't a supported event type`);
    return ok(EVENT_TYPES.filter((type) => types.includes(type)).join());
  },
};

const nameOrNone = (value: string, error: string): Result<string, string> =>
  value === '' || isName(value) ? ok(value) : err(error);

/** The given ones of `allowed`, in its order, without those that change nothing; or why they are refused. */
export function parametersOf(
  rawQuery: string,
  allowed: readonly Parameter[],
): Result<Map<Parameter, string>, string> {
  if (rawQuery === '') return ok(new Map());
  if (!rawQuery.split('&').every((pair) => PLAIN_PAIR.test(pair))) return err('malformed query');
  const given = new URLSearchParams(rawQuery);
  const names: readonly string[] = allowed;
  for (const key of new Set(given.keys())) {
    if (!names.includes(key))
      return err(`query parameter "${key.slice(0, 40)}" is not forwarded for this endpoint`);
    if (given.getAll(key).length > 1) return err(`query parameter "${key}" is given more than once`);
  }
  const recognised = new Map<Parameter, string>();
  for (const key of allowed) {
    const value = READ[key](given.get(key) ?? '');
    if (given.has(key) && !value.ok) return value;
    if (value.ok && value.value !== '') recognised.set(key, value.value);
  }
  return ok(recognised);
}

/** With its mark; empty for none. */
export const formatQuery = (parameters: ReadonlyMap<Parameter, string>): string =>
  parameters.size === 0 ? '' : `?${new URLSearchParams([...parameters]).toString()}`;
