/** The recipe for a screen, as `docs/wall.md` and the files beside it have it. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

const DOCS = join(import.meta.dirname, '../../docs');
export const KIOSK_DIR = join(DOCS, 'kiosk');

export type Recipe = {
  /** The names of its files. */
  files: readonly string[];
  /** What starts the screen: the program and its arguments, as systemd takes them apart. */
  command: readonly string[];
  /** `docs/wall.md`. */
  document: string;
};

export async function readRecipe(): Promise<Recipe> {
  const unit = await readFile(join(KIOSK_DIR, 'rollcall-wall.service'), 'utf8');
  return {
    files: await readdir(KIOSK_DIR),
    command: commandOf(unit),
    document: await readFile(join(DOCS, 'wall.md'), 'utf8'),
  };
}

/** The words of the one `ExecStart`, which goes on where a line ends with a backslash. None of ours is quoted. */
export function commandOf(unit: string): string[] {
  const [, command] = /^ExecStart=(.*)$/m.exec(unit.replaceAll(/\\\n\s*/g, '')) ?? [];
  if (command === undefined) throw new Error('The unit starts nothing.');
  return command.split(/\s+/);
}

/** What the browser is given, but for the address. */
export const flagsIn = (command: readonly string[]): string[] =>
  command.slice(command.indexOf('/usr/bin/chromium') + 1).filter((word) => word.startsWith('--'));
