/** The log: JSON lines for machines, plain lines for somebody at a terminal. */
import { type Logger, pino } from 'pino';
import { prettyFactory } from 'pino-pretty';
import type { LogLevel } from './config/config.ts';
import { legible } from './legible.ts';

/** Where lines go, which may be a terminal. */
export type LogOutput = { isTTY?: boolean; write(line: string): unknown };

/** Fields that must never be written, wherever an object that has them gets into a line. */
const SECRETS: ReadonlySet<string> = new Set([
  'clientKeyPem',
  'clientCertPem',
  'key',
  'cert',
  'pem',
  'certPem',
  'keyPem',
  'password',
  'hash',
  'secret',
  'token',
  'cookie',
  'authorization',
]);
/** Whatever text it is in. */
const PEM = /-----BEGIN [A-Z ]+-----.*?(?:-----END [A-Z ]+-----|$)/gs;
const DEEPEST = 6;

export function createLog(level: LogLevel, out: LogOutput): Logger {
  const options = { level, base: null, serializers: { err: tellError }, formatters: { log: tellFields } };
  if (out.isTTY !== true) return pino({ ...options, timestamp: pino.stdTimeFunctions.isoTime }, out);
  const toLine = prettyFactory({ colorize: true, translateTime: 'SYS:HH:MM:ss', singleLine: true });
  return pino(options, { write: (line) => out.write(toLine(line)) });
}

const tellText = (text: string): string => legible(text.replaceAll(PEM, '(PEM not shown)'));

type ToldError = { type: string; message: string; stack: string; code?: string; cause?: ToldError };

/** Of an error what says what happened, and where. Whatever else a library hung on to it, options with a key in them, stays here. */
function tellError(error: unknown, depth = 0): ToldError {
  if (!(error instanceof Error)) return { type: typeof error, message: tellText(String(error)), stack: '' };
  const [type, message] = [tellText(error.name), tellText(error.message)];
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return {
    type,
    message,
    stack: [`${type}: ${message}`, ...frames.map(tellText)].join('\n'),
    ...('code' in error && typeof error.code === 'string' && { code: tellText(error.code) }),
    ...(error.cause instanceof Error && depth < DEEPEST && { cause: tellError(error.cause, depth + 1) }),
  };
}

const tellFields = (fields: object): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) =>
      SECRETS.has(name) ? [] : [[tellText(name), name === 'err' ? value : tellValue(value, 1)]],
    ),
  );

/** Plain data as it is, but for its texts. What is no plain data is nothing to be written down. */
function tellValue(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return tellText(value);
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Error) return tellError(value);
  if (depth >= DEEPEST) return undefined;
  if (Array.isArray(value)) return value.map((item) => tellValue(item, depth + 1));
  if (Object.getPrototypeOf(value) !== Object.prototype) return undefined;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, each]) =>
      SECRETS.has(name) ? [] : [[tellText(name), tellValue(each, depth + 1)]],
    ),
  );
}
