import { isIP } from 'node:net';
import type { ListenAddress } from './config.ts';
import { quote } from './problems.ts';
import type { Parsed } from './values.ts';

const LABEL = /^[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?$/;

/** A name by which browsers reach Rollcall, in lower case: neither scheme nor port, since those are not what tells it from another. */
export function parseHostName(text: string): Parsed<string> {
  const name = text.trim().toLowerCase().replace(/\.$/, '');
  if (name.length <= 253 && name.split('.').every((label) => LABEL.test(label))) {
    return { ok: true, value: name };
  }
  return {
    ok: false,
    what: `${quote(text)} is not a host name`,
    remedy: 'give the name alone, such as rollcall.example.org; addresses and localhost need not be named',
  };
}

/** All names by which Rollcall may be asked for: those that were given, and the one that it listens on. */
export function hostNames(given: readonly string[], { host }: ListenAddress): string[] {
  const listened = isIP(host) === 0 ? parseHostName(host) : null;
  return [...new Set([...given, ...(listened?.ok === true ? [listened.value] : [])])];
}
