/** Names of machines on a wall, without what all of them have in common. Pure. */
import { emWidth, firstFitting } from '../../lib/text-fit.ts';

/**
 * The domain that all names end in, with its dot: `.dc2.example.net`; empty where they do not. A single name has nothing in
 * common with others.
 */
export function commonDomain(names: readonly string[]): string {
  const [first, ...others] = names;
  if (first === undefined || others.length === 0) return '';
  let domain = first.includes('.') ? first.slice(first.indexOf('.')) : '';
  for (const name of others) {
    while (domain !== '' && !name.endsWith(domain)) {
      const next = domain.indexOf('.', 1);
      domain = next === -1 ? '' : domain.slice(next);
    }
  }
  // Of each something has to be left.
  return names.some((name) => name.length === domain.length) ? '' : domain;
}

/** How much of the room for a name that is too long goes to its beginning: names of a cluster differ at their ends. */
const HEAD = 0.35;

/** A name as it fits into `roomEm`: whole, or without its middle. */
export function fittingName(name: string, roomEm: number): string {
  if (emWidth(name) <= roomEm) return name;
  const letters = Array.from(name);
  const leftEm = roomEm - emWidth('…');
  const taken = (from: readonly string[], mostEm: number): number => {
    let em = 0;
    const end = from.findIndex((letter) => (em += emWidth(letter)) > mostEm);
    return end === -1 ? from.length : end;
  };
  const head = letters.slice(0, taken(letters, leftEm * HEAD)).join('');
  const tail = taken(letters.toReversed(), leftEm - emWidth(head));
  return `${head}…${letters.slice(letters.length - tail).join('')}`;
}

/** A name without the domain that all have in common. */
export const shortName = (name: string, domain: string): string =>
  domain === '' ? name : name.slice(0, -domain.length);

/** How many there are besides those that are named, in the most words that fit, and never nothing. `more`: what may be said of them. */
export const restWords = (rest: number, roomEm: number, more = ''): string =>
  firstFitting([`and ${rest} more${more}`, `and ${rest} more`], roomEm) || `+${rest}`;
