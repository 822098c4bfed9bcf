import type { Guise } from './guise.ts';

/** The path of one thing as the lists without recursion have it, such as `/1.0/cluster/members/node-1`. */
export function pathOf(collection: string, name: string, guise: Guise): string {
  const escaped = encodeURIComponent(name);
  return `${collection}/${guise.escapesPathsTwice ? encodeURIComponent(escaped) : escaped}`;
}
