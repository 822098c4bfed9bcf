// The files as certbot, Kubernetes, editors and failing scripts leave them, in a real directory.
import { mkdir, mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TlsPair } from '../config/config.ts';
import { systemFiles } from '../config/files.ts';
import { type PairKeeper, keepPair } from './pair-keeper.ts';
import { DAY_MS, makeTlsPair } from './testing/pairs.ts';

const [old, renewed] = await Promise.all([makeTlsPair(), makeTlsPair()]);

let dir: string;
let keeper: PairKeeper | null;
let presented: TlsPair[];
let lines: { level: number; msg: string; reason?: string }[];
let looks: number;
let nowMs: number;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'rollcall-tls-'));
  [keeper, presented, lines, looks, nowMs] = [null, [], [], 0, Date.now()];
});
afterEach(async () => {
  keeper?.stop();
  await rm(dir, { recursive: true });
});

/** Each file as a whole; the two of them one after the other. */
const write = async (pair: TlsPair, under = ''): Promise<void> => {
  for (const [name, text] of [
    ['tls.crt', pair.certPem],
    ['tls.key', pair.keyPem],
  ] as const) {
    await writeFile(join(dir, under, `${name}.new`), text, { mode: 0o600 });
    await rename(join(dir, under, `${name}.new`), join(dir, under, name));
  }
};

/** Keeps the pair `old`, which is in the files, in looks that follow each other quickly. */
function keep(pair = old): void {
  const spot = (field: 'cert' | 'key') => ({ where: 'rollcall.yaml:1', key: `tls.${field}` });
  keeper = keepPair({
    tls: { written: { cert: 'tls.crt', key: 'tls.key', directory: dir, spot }, pair },
    files: {
      mode: systemFiles.mode,
      read(path) {
        if (path.endsWith('.crt')) looks += 1;
        return systemFiles.read(path);
      },
    },
    present: (next) => presented.push(next),
    log: pino({ base: null }, { write: (line: string) => void lines.push(JSON.parse(line)) }),
    everyMs: 5,
    now: () => nowMs,
  });
}

/** Resolves when the files were looked at `times` times more. */
const looked = (times: number): Promise<void> => {
  const from = looks;
  return expect.poll(() => looks - from, { interval: 2, timeout: 10_000 }).toBeGreaterThan(times);
};
const isPresented = (pair: TlsPair): Promise<void> =>
  expect.poll(() => presented.at(-1)?.certPem, { interval: 5, timeout: 10_000 }).toBe(pair.certPem);
const warnings = () => lines.filter(({ level }) => level === 40);

describe('the pair that is presented', () => {
  it('stays while the files do, and nothing is said', async () => {
    await write(old);
    keep();
    await looked(5);
    expect([presented, lines]).toEqual([[], []]);
  });

  it('follows files that are written over, one after the other', async () => {
    await write(old);
    keep();
    await writeFile(join(dir, 'tls.crt'), renewed.certPem);
    await looked(1);
    await writeFile(join(dir, 'tls.key'), renewed.keyPem);
    await isPresented(renewed);
    expect(presented).toMatchObject([{ certPem: renewed.certPem, keyPem: renewed.keyPem }]);
    expect(lines.at(-1)).toMatchObject({ level: 30, msg: 'tls: a new certificate is presented' });
  });

  it('follows files that are replaced by others of the same name', async () => {
    await write(old);
    keep();
    await mkdir(join(dir, 'new'));
    await write(renewed, 'new');
    await rename(join(dir, 'new/tls.key'), join(dir, 'tls.key'));
    await rename(join(dir, 'new/tls.crt'), join(dir, 'tls.crt'));
    await isPresented(renewed);
  });

  it('follows links that point elsewhere, as certbot has them', async () => {
    for (const [name, pair] of Object.entries({ 'archive-1': old, 'archive-2': renewed })) {
      await mkdir(join(dir, name));
      await write(pair, name);
    }
    const link = async (archive: string): Promise<void> => {
      for (const file of ['tls.crt', 'tls.key']) {
        await symlink(join(archive, file), join(dir, `${file}.new`));
        await rename(join(dir, `${file}.new`), join(dir, file));
      }
    };
    await link('archive-1');
    keep();
    await looked(2);
    expect(presented).toEqual([]);
    await link('archive-2');
    await isPresented(renewed);
  });

  it('follows a link above the files, as Kubernetes has it', async () => {
    for (const [name, pair] of Object.entries({ '..2026_11_25': old, '..2026_11_26': renewed })) {
      await mkdir(join(dir, name));
      await write(pair, name);
    }
    await symlink('..2026_11_25', join(dir, '..data'));
    for (const file of ['tls.crt', 'tls.key']) await symlink(`..data/${file}`, join(dir, file));
    keep();
    await looked(2);
    expect(presented).toEqual([]);
    await symlink('..2026_11_26', join(dir, '..data_tmp'));
    await rename(join(dir, '..data_tmp'), join(dir, '..data'));
    await rm(join(dir, '..2026_11_25'), { recursive: true });
    await isPresented(renewed);
    expect(warnings()).toEqual([]);
  });

  it('can go back to what it was', async () => {
    await write(old);
    keep();
    await write(renewed);
    await isPresented(renewed);
    await write(old);
    await isPresented(old);
    expect(presented).toHaveLength(2);
  });
});

describe('files that can not be used', () => {
  it.each([
    ['half a certificate', 'tls.crt', renewed.certPem.slice(0, 200), /tls\.cert: is not a PEM certificate/],
    ['nothing', 'tls.key', '', /tls\.key: is not a PEM private key/],
    ['the key of another', 'tls.key', renewed.keyPem, /tls\.key: does not belong to the certificate/],
    ['a file that is gone', 'tls.crt', null, /tls\.cert: can't read "tls\.crt": no such file/],
  ])('leave the old pair, one warning, and are tried again: %s', async (_title, name, text, reason) => {
    await write(old);
    keep();
    if (text === null) await rm(join(dir, name));
    else await writeFile(join(dir, name), text);
    await looked(8);
    expect(presented).toEqual([]);
    expect(warnings()).toEqual([
      expect.objectContaining({
        reason: expect.stringMatching(reason),
        msg: 'tls: what the files hold now can not be used; the certificate from before is presented until they are right',
      }),
    ]);
    await write(renewed);
    await isPresented(renewed);
    for (const line of renewed.keyPem.split('\n').slice(1, -2))
      expect(JSON.stringify(lines)).not.toContain(line);
  });

  it('are no warning when they are right at the next look, and are one again later', async () => {
    await write(old);
    keep();
    await writeFile(join(dir, 'tls.crt'), 'half');
    await looked(6);
    await write(old);
    await looked(3);
    await writeFile(join(dir, 'tls.crt'), 'half');
    await looked(6);
    expect(warnings()).toHaveLength(2);
    expect(presented).toEqual([]);
  });

  it('are those of a certificate that has ended or not begun, too', async () => {
    await write(old);
    keep();
    await write(await makeTlsPair(nowMs - DAY_MS));
    await expect
      .poll(() => warnings().at(-1), { interval: 5, timeout: 10_000 })
      .toMatchObject({ reason: expect.stringMatching(/tls\.cert: expired on /) });
    expect(presented).toEqual([]);
  });
});

describe('the end of the certificate', () => {
  it('is a warning each day from 14 days before it on, until it is renewed', async () => {
    const ending = await makeTlsPair(nowMs + 16 * DAY_MS);
    await write(ending);
    keep(ending);
    const passing = async (days: number): Promise<string[]> => {
      const before = warnings().length;
      nowMs += days * DAY_MS;
      await looked(4);
      return warnings()
        .slice(before)
        .map(({ msg }) => msg);
    };
    const day = ending.certificate.validToDate.toISOString().slice(0, 10);
    expect(await passing(1)).toEqual([]);
    expect(await passing(2)).toEqual([
      `tls: the certificate expires on ${day}, in 12 days; renew it, browsers refuse it from then on`,
    ]);
    expect(await passing(0.5)).toEqual([]);
    expect(await passing(0.5)).toHaveLength(1);
    expect(await passing(1)).toHaveLength(1);
    expect(await passing(12)).toEqual([
      `tls: the certificate expired on ${day}; renew it, browsers refuse it from then on`,
    ]);
    expect(await passing(1)).toHaveLength(1);
    await write(renewed);
    await isPresented(renewed);
    expect(await passing(5)).toEqual([]);
  });

  it('is a warning at the start, too', async () => {
    const ending = await makeTlsPair(nowMs + DAY_MS);
    await write(ending);
    keep(ending);
    expect(warnings()).toHaveLength(1);
  });
});
