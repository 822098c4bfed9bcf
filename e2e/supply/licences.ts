/** Under which licences a dependency of a program under Apache-2.0 may be. */
import type { LockedPackage } from './lock.ts';

/** Permissive: whatever is done with them, naming them is enough. */
const ALLOWED: ReadonlySet<string> = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'ISC',
  'MIT',
  'Zlib',
]);

/** Allowed for what is named, and why. */
const EXCEPTIONS: readonly { licence: string; packages: RegExp; why: string }[] = [
  {
    licence: 'MPL-2.0',
    packages: /^lightningcss(?:-[a-z0-9-]+)?$/,
    why: 'makes the style sheet while the page is built; used unchanged, and not part of what it makes',
  },
  {
    licence: 'MPL-2.0',
    packages: /^(?:axe-core|@axe-core\/playwright)$/,
    why: 'looks for barriers in the tests; used unchanged, and not shipped',
  },
  {
    licence: 'OFL-1.1',
    packages: /^@fontsource-variable\/ibm-plex-sans$/,
    why: 'a font, which may go with any program',
  },
];

/** What is wrong with the licence of a package, in words; null: nothing. */
export function objectionTo({ name, licence }: LockedPackage): string | null {
  if (licence === null) return 'names no licence';
  const isAllowed = (id: string): boolean =>
    ALLOWED.has(id) ||
    EXCEPTIONS.some((exception) => exception.licence === id && exception.packages.test(name));
  const verdict = evaluate(licence, isAllowed);
  if (verdict === null) return `${licence} is no expression of SPDX`;
  return verdict ? null : `${licence} is not on the list`;
}

/** An expression of SPDX with AND, OR and brackets; null when it is none. AND binds closer (SPDX 2.3, annex D). */
function evaluate(expression: string, isAllowed: (id: string) => boolean): boolean | null {
  const words = expression.match(/[()]|[^\s()]+/g) ?? [];
  let at = 0;
  const either = (): boolean | null => {
    let value = both();
    while (words[at] === 'OR') {
      at += 1;
      const other = both();
      value = value === null || other === null ? null : value || other;
    }
    return value;
  };
  const both = (): boolean | null => {
    let value = one();
    while (words[at] === 'AND') {
      at += 1;
      const other = one();
      value = value === null || other === null ? null : value && other;
    }
    return value;
  };
  const one = (): boolean | null => {
    const word = words[at];
    at += 1;
    if (word === '(') {
      const value = either();
      at += 1;
      return words[at - 1] === ')' ? value : null;
    }
    return word === undefined || /^(?:\)|AND|OR|WITH)$/.test(word) ? null : isAllowed(word);
  };
  const value = either();
  return at === words.length ? value : null;
}

/** Every licence with those who have it, the commonest first, a line each. */
export function listLicences(packages: readonly LockedPackage[]): string[] {
  const having = Map.groupBy(packages, ({ licence }) => licence ?? 'none');
  return [...having]
    .toSorted(([a, first], [b, second]) => second.length - first.length || a.localeCompare(b))
    .map(([licence, those]) => {
      const names = those.map(
        ({ name, version, ships }) => `${name}@${version}${ships ? '' : ' (development)'}`,
      );
      return `${licence} (${those.length}): ${names.toSorted().join(', ')}`;
    });
}
