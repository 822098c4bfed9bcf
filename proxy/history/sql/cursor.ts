/** Where a list goes on: after the item of this time and number. Opaque to who carries it. */
import * as z from 'zod/mini';
import { StoreError } from './store-error.ts';

export type Position = { atMs: number; id: number };

const Parts = z.tuple([z.int(), z.int()]);

export const formatCursor = ({ atMs, id }: Position): string =>
  Buffer.from(JSON.stringify([atMs, id])).toString('base64url');

/** Throws `not-found` at anything that `formatCursor` did not make. */
export function parseCursor(cursor: string): Position {
  const parts = Parts.safeParse(jsonOf(Buffer.from(cursor, 'base64url').toString()));
  if (!parts.success) throw new StoreError('not-found', `there is no page at the cursor "${cursor}"`);
  const [atMs, id] = parts.data;
  return { atMs, id };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
