import { isLikeKeyMaterial } from '../config/problems.ts';
import { parseArgs } from 'node:util';
import { suggest } from '../wire/suggest.ts';
import {
  COMMANDS,
  type CommandInfo,
  type CommandName,
  hasValue,
  type SwitchName,
  VALUES,
  type ValueName,
} from './commands.ts';
import { commandHelp, generalHelp } from './help.ts';
import { EXIT, type Output } from './output.ts';

/** What stands after a command. */
export type Given = {
  values: Partial<Record<ValueName, string>>;
  switches: ReadonlySet<SwitchName>;
  /** What came after the options: a file or a token. */
  operand: string | null;
};

/** A command to run with what it was given, or what to print instead. */
export type CommandLine =
  | { kind: 'run'; command: CommandName; given: Given }
  | { kind: 'print'; output: Output };

/** Understands the arguments after `rollcall`. */
export function parseCommandLine(args: readonly string[], version: string): CommandLine {
  const [first, ...rest] = args;
  if (first === undefined) return print({ exitCode: EXIT.wrongSettings, stdout: '', stderr: generalHelp() });
  if (first === '--help' || first === '-h') return say(generalHelp());
  if (first === '--version' || first === '-V') return say(`${version}\n`);
  if (first === 'help') return help(rest);
  const { command, words } = findCommand(args);
  return command === undefined ? refuseCommand(args) : parseOptions(command, args.slice(words));
}

/** The command that the arguments begin with, and how many of them name it. A second word belongs to the name wherever
 *  the first begins the names of several commands. */
function findCommand(args: readonly string[]): { command?: (typeof COMMANDS)[number]; words: number } {
  const words = nameIn(args).split(' ').length;
  const command = COMMANDS.find(({ name }) => name === nameIn(args));
  return command === undefined ? { words } : { command, words };
}

function nameIn([first = '', second]: readonly string[]): string {
  const hasMore = COMMANDS.some(({ name }) => name.startsWith(`${first} `));
  return hasMore && second !== undefined && !second.startsWith('-') ? `${first} ${second}` : first;
}

function parseOptions(command: (typeof COMMANDS)[number], args: string[]): CommandLine {
  const info: CommandInfo = command;
  const types = info.options.map((name) => [name, { type: hasValue(name) ? 'string' : 'boolean' }] as const);
  const options = { ...Object.fromEntries(types), help: { type: 'boolean', short: 'h' } } as const;
  const { tokens } = parseArgs({ args, options, strict: false, allowPositionals: true, tokens: true });
  const values: Given['values'] = {};
  const switches = new Set<SwitchName>();
  let operand: string | null = null;
  for (const token of tokens) {
    if (token.kind === 'positional') {
      if (info.operand === undefined || operand !== null)
        return refuse(`there is nothing to do with ${shown(token.value)}`, info);
      operand = token.value;
    }
    if (token.kind !== 'option') continue;
    if (token.name === 'help' || token.name === 'h') return say(commandHelp(info));
    const known = info.options.find((name) => name === token.name);
    if (known === undefined) return refuseOption(token.rawName, info);
    if (!hasValue(known)) {
      if (token.value !== undefined) return refuse(`${token.rawName} takes no value`, info);
      switches.add(known);
    } else if (token.value === undefined || token.value === '') {
      return refuse(`${token.rawName} needs a ${VALUES[known].placeholder}`, info);
    } else {
      values[known] = token.value;
    }
  }
  const goesWithout = info.operand?.unless?.some((name) => name in values) === true;
  if (info.operand?.required === true && operand === null && !goesWithout)
    return refuse(`rollcall ${info.name} needs a ${info.operand.name}`, info);
  return { kind: 'run', command: command.name, given: { values, switches, operand } };
}

function help(names: readonly string[]): CommandLine {
  if (names.length === 0) return say(generalHelp());
  const { command } = findCommand(names);
  return command === undefined ? refuseCommand(names) : say(commandHelp(command));
}

function refuseCommand(args: readonly string[]): CommandLine {
  const written = nameIn(args);
  const names: string[] = COMMANDS.map(({ name }) => name);
  const meant = suggest(written, names);
  const near = names.filter((name) => name.includes(' ') === written.includes(' '));
  const hint = meant === undefined ? `use ${oneOf(near)}, or see rollcall --help` : `did you mean ${meant}?`;
  return fail(`there is no command ${shown(written)}; ${hint}`);
}

function oneOf(names: readonly string[]): string {
  return `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
}

function refuseOption(rawName: string, command: CommandInfo): CommandLine {
  const meant = suggest(rawName.replace(/^-+/, ''), command.options);
  if (meant === undefined) return refuse(`there is no option ${shown(rawName)}`, command);
  return fail(`there is no option ${shown(rawName)}; did you mean --${meant}?`);
}

function refuse(what: string, { name }: CommandInfo): CommandLine {
  return fail(`${what}; see rollcall help ${name}`);
}

function fail(line: string): CommandLine {
  return print({ exitCode: EXIT.wrongSettings, stdout: '', stderr: `rollcall: ${line}\n` });
}

function say(stdout: string): CommandLine {
  return print({ exitCode: EXIT.ok, stdout, stderr: '' });
}

function print(output: Output): CommandLine {
  return { kind: 'print', output };
}

const LONGEST_SHOWN = 60;

/** Enough to recognise it by. What could be a key is in the shell's history already, and need not get into a log. */
function shown(argument: string): string {
  if (isLikeKeyMaterial(argument)) return '(not shown)';
  return argument.length > LONGEST_SHOWN ? `${argument.slice(0, LONGEST_SHOWN)}...` : argument;
}
