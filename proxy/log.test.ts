import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createLog } from './log.ts';
import { remnantFinder } from './testing/key-remnants.ts';

const HOSTILE = [
  'node\u202Eenilffo',
  'a\n{"level":60,"msg":"all is lost"}',
  'a\r\n[04:10:00] INFO: all is well',
  '\u001b[2J\u001b]0;owned\u0007',
  '\u009b31mred\u0085',
  'a\u2028b\u2029c\u0000\u007f',
];

function hear(isTTY: boolean) {
  const chunks: string[] = [];
  const log = createLog('trace', { isTTY, write: (line) => chunks.push(line) });
  return { log, text: () => chunks.join('') };
}
/** Colours are the terminal's own: they are all that may be there of escapes. */
// oxlint-disable-next-line no-control-regex -- control characters are what is looked for
const COLOUR = /\u001b\[\d+m/g;

describe.each([
  ['for machines', false],
  ['at a terminal', true],
])('a log %s', (_what, isTTY) => {
  it.each(HOSTILE)('tells of %j in one line, in which nothing is hidden', (name) => {
    const { log, text } = hear(isTTY);
    log.info({ cluster: 'prod', member: name, before: { [name]: [name] }, note: null }, 'change');
    const plain = text().replaceAll(COLOUR, '');
    expect(plain).toMatch(/^[^\n]+\n$/);
    expect(plain.trimEnd()).not.toMatch(/[\p{Cc}\u2028\u2029\u202a-\u202e]/u);
    expect(plain).toMatch(/\[U\+[0-9A-F]{4}\]/);
    expect(plain).toContain('change');
  });

  it.each(HOSTILE)('tells of an error about %j, and where it was', (name) => {
    const { log, text } = hear(isTTY);
    log.error({ err: new TypeError(`no member ${name}`), name }, 'a request failed');
    const plain = text().replaceAll(COLOUR, '');
    expect(plain).toContain('TypeError');
    expect(plain).toContain('log.test.ts');
    // At a terminal its frames are lines of their own.
    for (const line of plain.trimEnd().split('\n'))
      expect(line).not.toMatch(/[\p{Cc}\u2028\u2029\u202a-\u202e]/u);
    if (!isTTY) expect(plain).toMatch(/^[^\n]+\n$/);
    else expect(plain).not.toMatch(/^(?:\{|\[04:10)/m);
  });

  it('holds no key, however it came there', () => {
    const pem = generateKeyPairSync('ec', { namedCurve: 'P-384' })
      .privateKey.export({ format: 'pem', type: 'pkcs8' })
      .toString();
    const find = remnantFinder(pem);
    const { log, text } = hear(isTTY);
    const options = {
      clientKeyPem: pem,
      a: { b: { c: { key: pem } } },
      text: `it was ${pem}`,
      bytes: Buffer.from(pem),
    };
    log.info(options, 'options');
    log.error({ err: Object.assign(new Error(`can't read ${pem}`), { options, key: pem }) }, 'an error');
    log.error({ err: new Error('outer', { cause: Object.assign(new Error(pem), { pem }) }) }, 'a cause');
    log.error({ err: pem, cut: pem.slice(0, 120) }, 'no error at all');
    expect(text().match(/PEM not shown/g)?.length).toBeGreaterThan(3);
    expect(find(text())).toBeNull();
  });
});
