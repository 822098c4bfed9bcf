/** What `rollcall enroll` says when it has done what it was asked for. */
import { toDay } from '../config/certificates.ts';
import type { Accepted } from '../enroll/accept.ts';
import type { Enrolled } from '../enroll/enroll.ts';
import type { Renewed } from '../enroll/renew.ts';
import { adviceFor, listOf } from '../enroll/words.ts';
import { legible } from '../legible.ts';
import { grantWords } from '../wire/grant.ts';
import type { Output } from './output.ts';

export type Told = Pick<Output, 'stdout' | 'stderr'>;
type Near = (path: string) => string;

const PRODUCTS = { lxd: 'LXD', incus: 'Incus' } as const;
const lines = (...texts: readonly string[]): string => `${texts.map(legible).join('\n')}\n`;

export function enrolledWords(enrolled: Enrolled, near: Near): Told {
  const { name, product, version, endpoints, grant, rights, files } = enrolled;
  const refused = listOf(rights.reads, 'refused');
  const advice = adviceFor(enrolled);
  return {
    stdout: lines(
      `${name} is enrolled: ${PRODUCTS[product]} ${version}, ${endpoints.length === 1 ? 'one server' : `${endpoints.length} members`}.`,
      `certificate  ${grantWords(grant)}`,
      `reads        ${listOf(rights.reads, 'allowed')}`,
      ...(refused === 'nothing' ? [] : [`not          ${refused}; the board says so in their place`]),
      `may change   ${listOf(rights.writes, 'allowed')}`,
      `written      ${Object.values(files).map(near).join(', ')}`,
      ...(advice.better === null ? [] : ['', advice.better]),
      '',
      'Now: npm start (or start it again, if it runs)',
    ),
    stderr: advice.warning === null ? '' : `rollcall: warning: ${legible(advice.warning)}\n`,
  };
}

export function renewedWords(renewed: Renewed, near: Near): Told {
  const { name, by, grant, notAfterMs, fingerprint, oldFingerprint, files } = renewed;
  return {
    stdout: lines(
      `${name} has a new key and certificate${by === 'earlier' ? ': the renewal that was begun earlier has ended' : ''}.`,
      `certificate  ${grantWords(grant)}, valid until ${toDay(notAfterMs)}`,
      `sha256       ${fingerprint}`,
      `written      ${Object.values(files).map(near).join(', ')}`,
      ...(by === 'token' && oldFingerprint !== null
        ? [
            '',
            'The cluster may trust the old certificate still. To end that, on a member:',
            `  lxc config trust remove ${oldFingerprint.slice(0, 12)}     (Incus: incus config trust remove)`,
          ]
        : []),
      '',
      RUNNING,
    ),
    stderr: '',
  };
}

/** It looks at its files every few seconds. */
const RUNNING = 'A Rollcall that is running takes it up by itself within seconds, and says so in its log.';

export function acceptedWords(accepted: Accepted, near: Near): Told {
  const { name, fingerprint, oldFingerprint, presenting, silent, file } = accepted;
  return {
    stdout: lines(
      `${name} is known by another certificate from now on.`,
      `sha256       ${fingerprint}`,
      `before       ${oldFingerprint}`,
      `presented    by ${presenting.join(', ')}`,
      ...(silent.length === 0 ? [] : [`no answer    from ${silent.join(', ')}`]),
      `written      ${near(file)}`,
      '',
      RUNNING,
    ),
    stderr: '',
  };
}
