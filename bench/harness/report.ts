/** What a benchmark gives back: tables for people, and every sample for machines. */
import { markdownTable } from './format.ts';
import { type Machine, machineLine } from './machine.ts';

export type Table = { title: string; columns: string[]; rows: string[][] };

/** `samples` in the order of the rounds. */
export type Series = { name: string; unit: string; samples: number[] };

export type Findings = {
  tables: Table[];
  /** What a reader must know to judge the figures; a sentence each. */
  notes: string[];
  series: Series[];
};

export type Report = Findings & { benchmark: string; machine: Machine; atMs: number; tookMs: number };

export function formatReport({ benchmark, machine, atMs, tookMs, tables, notes }: Report): string {
  const when = new Date(atMs).toISOString().slice(0, 16).replace('T', ' ');
  const parts = [
    `### ${benchmark}`,
    `${when} UTC, ${Math.round(tookMs / 1000)} s. ${machineLine(machine)}.`,
    ...tables.map(({ title, columns, rows }) => `**${title}**\n\n${markdownTable(columns, rows)}`),
    ...(notes.length === 0 ? [] : [notes.map((note) => `- ${note}`).join('\n')]),
  ];
  return `${parts.join('\n\n')}\n`;
}
