import { existsSync } from 'node:fs';
import type { Writable } from 'node:stream';
import type { Config } from '../../config/config.ts';
import { historyFile } from '../../history/place.ts';
import type { Given } from '../command-line.ts';
import { type CommandName, COMMANDS } from '../commands.ts';
import { commandHelp } from '../help.ts';
import { EXIT, type Output } from '../output.ts';
import { backupTo } from './backup.ts';
import { examineHistory } from './check.ts';
import { exportTo } from './export.ts';
import { noHistory } from './failure.ts';
import { importFrom } from './import.ts';
import { tellSize } from './size.ts';

export type HistoryCommand = Extract<CommandName, `history${string}`>;

export const isOfHistory = (command: CommandName): command is HistoryCommand => command.startsWith('history');

type Surroundings = {
  config: Config;
  given: Given;
  /** Of this process. */
  pid: number;
  /** Where an export goes that names no file. */
  out: Writable;
};

/** Runs `rollcall history ...`. */
export async function history(
  command: HistoryCommand,
  { config, given, pid, out }: Surroundings,
): Promise<Output> {
  const { values, switches, operand: named } = given;
  const file = historyFile(config.dataDir);
  if (command === 'history import') return importFrom(named ?? '', config.dataDir, pid);
  if (command === 'history' && !switches.has('size')) return nothingAsked();
  if (!existsSync(file)) return noHistory(file);
  switch (command) {
    case 'history':
      return tellSize(file, config.history.retention, switches.has('json'));
    case 'history export':
      return exportTo({ file, to: named, force: switches.has('force'), cluster: values.cluster, out });
    case 'history backup':
      return backupTo(named ?? '', file, switches.has('force'));
    case 'history check':
      return examineHistory(file);
  }
}

/** As `rollcall` without a command. */
function nothingAsked(): Output {
  const help = COMMANDS.filter(({ name }) => name === 'history').map(commandHelp);
  return { exitCode: EXIT.wrongSettings, stdout: '', stderr: help.join('') };
}
