import { resolve } from 'node:path';
import { DEFAULT_FILE } from '../config/parse-config.ts';
import { type Patient, examine } from '../doctor/doctor.ts';
import { type Finding, type Level, LEVELS, worstOf } from '../doctor/finding.ts';
import type { Given } from './command-line.ts';
import type { Output } from './output.ts';

/** As the exit codes of other commands: 2 is for what starting again will not cure. */
const EXIT_FOR: Record<Level, number> = { ok: 0, note: 0, warning: 1, problem: 2 };

export type Report = {
  /** When it began, ms UTC. */
  atMs: number;
  tookMs: number;
  /** The gravest of the findings. */
  worst: Level;
  findings: Finding[];
};

export type DoctorCommand = Omit<Patient, 'settingsFile'> & { given: Given; cwd: string };

/** `rollcall doctor`. */
export async function doctorCommand({ given, cwd, ...patient }: DoctorCommand): Promise<Output> {
  const atMs = patient.now();
  const settingsFile = resolve(cwd, given.values.config ?? DEFAULT_FILE);
  const findings = await examine({ ...patient, settingsFile });
  const report = { atMs, tookMs: patient.now() - atMs, worst: worstOf(findings), findings };
  return {
    exitCode: EXIT_FOR[report.worst],
    stdout: given.switches.has('json') ? `${JSON.stringify(report, null, 2)}\n` : reportAsText(report),
    stderr: '',
  };
}

/** A table; what is in order of one subject is one row of it. The remedy stands below what it is for. */
export function reportAsText({ findings, tookMs }: Report): string {
  const rows = merged(findings).map(({ finding, checks, subject, what, remedy }) => ({
    cells: [finding, checks, printable(subject)] as const,
    what: printable(what),
    remedy: remedy === null ? null : printable(remedy),
  }));
  const widths = [0, 1, 2].map((column) =>
    Math.max(HEAD[column]?.length ?? 0, ...rows.map(({ cells }) => cells[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[], last: string): string =>
    [...cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)), last].join('  ').trimEnd();
  const indent = ' '.repeat((widths[0] ?? 0) + 2);
  return [
    line(HEAD.slice(0, 3), HEAD[3]),
    ...rows.flatMap(({ cells, what, remedy }) => [
      line(cells, what),
      ...(remedy === null ? [] : [`${indent}→ ${remedy}`]),
    ]),
    '',
    `${summary(findings)} (in ${(tookMs / 1000).toFixed(1)} s)`,
    '',
  ].join('\n');
}

const HEAD = ['finding', 'check', 'subject', 'what was found'] as const;

type Row = Pick<Finding, 'finding' | 'subject' | 'what' | 'remedy'> & { checks: string };

/** What is in order of a subject is told together, where the first of it stands. */
function merged(findings: readonly Finding[]): Row[] {
  const rows: Row[] = [];
  const good = new Map<string, Row>();
  for (const { check, finding, subject, what, remedy } of findings) {
    const before = finding === 'ok' ? good.get(subject) : undefined;
    if (before !== undefined) {
      before.checks += ` ${check}`;
      before.what += `; ${what}`;
      continue;
    }
    const row = { checks: check, finding, subject, what, remedy };
    rows.push(row);
    if (finding === 'ok') good.set(subject, row);
  }
  return rows;
}

function summary(findings: readonly Finding[]): string {
  const counts = LEVELS.toReversed().flatMap((level) => {
    const count = findings.filter(({ finding }) => finding === level).length;
    if (level === 'ok' || count === 0) return [];
    return [count === 1 ? `1 ${level}` : `${count} ${level}s`];
  });
  return counts.length === 0 ? 'All is well' : counts.join(', ');
}

/** A server may say anything, and a terminal obeys some of it. */
const printable = (text: string): string =>
  text.replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ').slice(0, LONGEST);
const LONGEST = 700;
