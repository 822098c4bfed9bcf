/**
 * What of a history goes into an export: the tables in their order, and what a row of each is. The keys of a row stand in
 * the order in which they are written.
 */
import * as z from 'zod/mini';
import { AuditKind } from '../../wire/audit.ts';
import { ChangeKind } from '../../wire/change.ts';
import { OCCURRENCE_KINDS } from '../../wire/occurrence.ts';
import { Way } from '../../wire/session.ts';
import type { Tables } from './tables.ts';

const whole = z.int();
const text = z.string();
const wholeOrNull = z.nullable(z.int());
const textOrNull = z.nullable(z.string());

/** `data` of samples: base64. */
export const EXPORTED = {
  recorded: z.strictObject({ cluster: text, first_ms: whole, at_ms: whole }),
  writers: z.strictObject({ cluster: text, run: text, seq: whole, at_ms: whole }),
  kept: z.strictObject({ step_ms: whole, from_ms: whole }),
  entities: z.strictObject({
    id: whole,
    cluster: text,
    kind: text,
    name: text,
    first_ms: whole,
    last_ms: whole,
    gone_ms: wholeOrNull,
  }),
  facts: z.strictObject({ id: whole, entity: whole, from_ms: whole, value: textOrNull }),
  changes: z.strictObject({
    id: whole,
    cluster: text,
    at_ms: whole,
    kind: ChangeKind,
    member: textOrNull,
    before: textOrNull,
    after: textOrNull,
    note: textOrNull,
    since_ms: wholeOrNull,
    shown: text,
  }),
  occurrences: z.strictObject({
    id: whole,
    cluster: text,
    at_ms: whole,
    since_ms: wholeOrNull,
    kind: z.enum(OCCURRENCE_KINDS),
    member: textOrNull,
    shown: text,
    body: text,
  }),
  series: z.strictObject({ id: whole, cluster: text, member: text, metric: text }),
  samples: z.strictObject({ id: whole, series: whole, step_ms: whole, from_ms: whole, data: z.base64() }),
  due: z.strictObject({ step_ms: whole, from_ms: whole, series: whole }),
  notes: z.strictObject({ id: whole, cluster: text, created_ms: whole }),
  note_revisions: z.strictObject({
    note: whole,
    revision: whole,
    from_ms: whole,
    to_ms: wholeOrNull,
    text,
    author: textOrNull,
    edited_ms: whole,
    deleted: whole,
  }),
  audit: z.strictObject({
    id: whole,
    at_ms: whole,
    kind: AuditKind,
    name: textOrNull,
    by: Way,
    address: text,
    detail: textOrNull,
  }),
  // Sessions and links of walls are of one installation: elsewhere they hold no longer anyway.
} satisfies { [Table in Exclude<keyof Tables, 'access_endings' | 'displays'>]: z.core.$ZodType };

export type ExportedTable = keyof typeof EXPORTED;
export const isExportedTable = (name: string): name is ExportedTable => Object.hasOwn(EXPORTED, name);

/** The first line. */
export const Header = z.strictObject({ rollcall: z.literal('history'), format: z.literal(1) });
/** The last line: without it the text was cut short. */
export const Footer = z.strictObject({ rows: whole });
/** Every line in between. */
export const Line = z.strictObject({ table: text, row: z.record(z.string(), z.unknown()) });
