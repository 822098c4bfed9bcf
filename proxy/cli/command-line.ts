import { parseArgs } from 'node:util';
import { suggest } from '../config/suggest.ts';
import { COMMANDS, type CommandInfo, type CommandName, OPTIONS } from './commands.ts';
import { commandHelp, generalHelp } from './help.ts';
import { EXIT, type Output } from './output.ts';

/** A command to run with its options, or what to print instead. */
export type CommandLine =
  | { kind: 'run'; command: CommandName; flags: { config?: string; insecureListen: boolean } }
  | { kind: 'print'; output: Output };

/** Understands the arguments after `rollcall`. */
export function parseCommandLine(args: readonly string[], version: string): CommandLine {
  const [first, ...rest] = args;
  if (first === undefined) return print({ exitCode: EXIT.wrongSettings, stdout: '', stderr: generalHelp() });
  if (first === '--help' || first === '-h') return say(generalHelp());
  if (first === '--version' || first === '-V') return say(`${version}\n`);
  if (first === 'help') return help(rest[0]);
  const command = COMMANDS.find(({ name }) => name === first);
  return command === undefined ? refuseCommand(first) : parseOptions(command, rest);
}

function parseOptions(command: (typeof COMMANDS)[number], args: string[]): CommandLine {
  const allowed = Object.fromEntries(command.options.map((name) => [name, { type: OPTIONS[name].type }]));
  const options = { ...allowed, help: { type: 'boolean', short: 'h' } } as const;
  const { tokens } = parseArgs({ args, options, strict: false, allowPositionals: true, tokens: true });
  const flags: { config?: string; insecureListen: boolean } = { insecureListen: false };
  for (const token of tokens) {
    if (token.kind === 'positional')
      return refuse(`there is nothing to do with ${shown(token.value)}`, command);
    if (token.kind !== 'option') continue;
    if (token.name === 'help' || token.name === 'h') return say(commandHelp(command));
    const known = command.options.find((name) => name === token.name);
    if (known === undefined) return refuseOption(token.rawName, command);
    if (known === 'insecure-listen') {
      if (token.value !== undefined) return refuse(`${token.rawName} takes no value`, command);
      flags.insecureListen = true;
    } else if (token.value === undefined || token.value === '') {
      return refuse(`${token.rawName} needs a ${OPTIONS[known].placeholder}`, command);
    } else {
      flags.config = token.value;
    }
  }
  return { kind: 'run', command: command.name, flags };
}

function help(name: string | undefined): CommandLine {
  if (name === undefined) return say(generalHelp());
  const command = COMMANDS.find((known) => known.name === name);
  return command === undefined ? refuseCommand(name) : say(commandHelp(command));
}

function refuseCommand(name: string): CommandLine {
  const names = COMMANDS.map((command) => command.name);
  const meant = suggest(name, names);
  const hint =
    meant === undefined ? `use ${names.join(' or ')}, or see rollcall --help` : `did you mean ${meant}?`;
  return fail(`there is no command ${shown(name)}; ${hint}`);
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

function shown(argument: string): string {
  return argument.length > LONGEST_SHOWN ? `${argument.slice(0, LONGEST_SHOWN)}...` : argument;
}
