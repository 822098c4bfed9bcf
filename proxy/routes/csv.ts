/** Tables as CSV. Source: RFC 4180. */
import type { FastifyRequest } from 'fastify';
import { apiError } from '../plugins/errors.ts';
import { err, ok } from '../result.ts';
import { type Asked, quoted } from './query.ts';

/** Null: an empty cell. */
export type Cell = string | number | null;
export type Csv = { header: readonly string[]; rows: Iterable<readonly Cell[]> };

/** With these a spreadsheet begins a formula. An apostrophe before a text keeps it one, and has to be told from the text's own. */
const BEGINS_FORMULA = /^[=+\-@\t\r']/;

function cellOf(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const text = BEGINS_FORMULA.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export function csvOf({ header, rows }: Csv): string {
  const lines = [header, ...rows].map((cells) => `${cells.map(cellOf).join(',')}\r\n`);
  return lines.join('');
}

/** A moment in a cell. */
export const timeCell = (atMs: number | null): Cell => (atMs === null ? null : new Date(atMs).toISOString());

/** What an answer is asked for in: by `format`, or by what the client would rather have. */
export function formatAsked(request: FastifyRequest, format: string | undefined): Asked<'json' | 'csv'> {
  if (format === 'json' || format === 'csv') return ok(format);
  if (format !== undefined) {
    return err(apiError('bad-format', `There is no format ${quoted(format)} here.`, 'There are: json, csv.'));
  }
  const accepted = request.headers.accept ?? '';
  const csv = weightOf(accepted, 'text/csv');
  return ok(csv > 0 && csv > weightOf(accepted, 'application/json') ? 'csv' : 'json');
}

/** How much a media type is wanted that is named in `Accept`, 0 to 1. */
function weightOf(accept: string, type: string): number {
  for (const part of accept.split(',')) {
    const [name = '', ...parameters] = part.split(';').map((piece) => piece.trim().toLowerCase());
    if (name !== type) continue;
    const weight = parameters.find((parameter) => parameter.startsWith('q='));
    return weight === undefined ? 1 : Number(weight.slice(2)) || 0;
  }
  return 0;
}
