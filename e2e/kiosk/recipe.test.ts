import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { KIOSK_DIR, commandOf, flagsIn, readRecipe } from './recipe.ts';

/** A row of a table that begins with a flag. */
const FLAG_ROW = /^\| `(--[^`]+)` \| \S/gm;

it('takes a command apart as systemd does', () => {
  const unit =
    '[Service]\nExecStart=/usr/bin/cage -- /usr/bin/chromium \\\n  --one \\\n  --two=2 \\\n  ${URL}\n';
  expect(commandOf(unit)).toEqual(['/usr/bin/cage', '--', '/usr/bin/chromium', '--one', '--two=2', '${URL}']);
  expect(flagsIn(commandOf(unit))).toEqual(['--one', '--two=2']);
});

it('gives the reason for every flag that the browser gets, and for no other', async () => {
  const { command, document } = await readRecipe();
  const explained = [...document.matchAll(FLAG_ROW)].map(([, flag]) => flag);
  expect(explained).toEqual(flagsIn(command));
});

it('names every file that belongs to it', async () => {
  const { files, document } = await readRecipe();
  for (const file of files) expect(document).toContain(`kiosk/${file}`);
});

const systemd = spawnSync('systemd-analyze', ['--version']).error === undefined;

it.skipIf(!systemd)('has units in which systemd finds no fault', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'rollcall-kiosk-'));
  try {
    const { files } = await readRecipe();
    const units = files.filter((file) => /\.(?:service|timer)$/.test(file));
    for (const unit of units) {
      const text = await readFile(join(KIOSK_DIR, unit), 'utf8');
      // Programs that are not here would be all that it finds.
      await writeFile(join(dir, unit), text.replaceAll(/^ExecStart=\S+/gm, 'ExecStart=/bin/true'));
    }
    const paths = units.map((unit) => join(dir, unit));
    const { stdout, stderr } = await promisify(execFile)('systemd-analyze', ['verify', '--man=no', ...paths]);
    expect(stdout + stderr).toBe('');
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
});
