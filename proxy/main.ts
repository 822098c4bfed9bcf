/** The program. The only file that touches `process`. */
import { resolve } from 'node:path';
import { pino } from 'pino';
import { systemFiles } from './config/files.ts';
import { parseConfig } from './config/parse-config.ts';
import { formatProblem } from './config/problems.ts';
import { serve } from './serve.ts';

const parsed = parseConfig({ env: process.env, flags: {}, cwd: process.cwd(), files: systemFiles, nowMs: Date.now() });
for (const warning of parsed.warnings) process.stderr.write(`${formatProblem(warning)}\n`);
if (!parsed.ok) {
  for (const problem of parsed.problems) process.stderr.write(`${formatProblem(problem)}\n`);
  process.exit(2);
}
const { config } = parsed;
const log = pino({ level: config.logLevel });
const service = await serve({ config, log, version: '0.1.0', staticDir: resolve(import.meta.dirname, '../dist'), now: Date.now, random: Math.random });
process.stdout.write(`Rollcall is at ${service.url}\n`);
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void service.close().then(() => process.exit(0)));
}
