/** The log: JSON lines for machines, plain lines for somebody at a terminal. */
import { type Logger, pino } from 'pino';
import pretty from 'pino-pretty';
import type { LogLevel } from './config/config.ts';

/** Fields that must never be written, wherever an object that has them gets into a line. */
const SECRETS = ['clientKeyPem', 'clientCertPem', 'key', 'cert', 'pem'];

export function createLog(level: LogLevel, out: NodeJS.WriteStream): Logger {
  const paths = SECRETS.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);
  const options = { level, base: null, redact: { paths, remove: true } };
  if (!out.isTTY) return pino({ ...options, timestamp: pino.stdTimeFunctions.isoTime }, out);
  return pino(options, pretty({ destination: 1, colorize: true, translateTime: 'SYS:HH:MM:ss' }));
}
