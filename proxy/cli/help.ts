import { COMMANDS, type CommandInfo, hasValue, type OptionName, SWITCHES, VALUES } from './commands.ts';

/** `rollcall --help`. */
export function generalHelp(): string {
  return [
    'Rollcall: a live dashboard for LXD and Incus clusters.',
    '',
    'Usage: rollcall COMMAND [OPTION...]',
    '',
    'Commands:',
    ...inColumns(COMMANDS.map(nameAndSummary)),
    '',
    'Options:',
    ...inColumns([
      ['--help', 'this text; rollcall help COMMAND for one command'],
      ['--version', 'the version'],
    ]),
    '',
    'Settings come from rollcall.yaml in the working directory or from the environment:',
    ...inColumns([
      ['LXD_ENDPOINTS', 'https://HOST:PORT of the members, separated by commas'],
      ['LXD_CLIENT_CERT, LXD_CLIENT_KEY', 'files of the client certificate and its key'],
      ['LXD_SERVER_CERT', "file of the cluster's certificate, or"],
      ['LXD_SERVER_FINGERPRINT', 'its SHA-256 fingerprint'],
      ['LXD_CLUSTER_NAME', 'what to call the cluster (default lxd)'],
      ['ROLLCALL_LISTEN', 'host:port to serve at (default 127.0.0.1:8484)'],
      ['ROLLCALL_HOSTS', 'names by which browsers may ask for it, separated by commas'],
      ['ROLLCALL_DATA', 'directory for everything that is written (default data/)'],
      ['ROLLCALL_LOG_LEVEL', 'trace, debug, info, warn, error, fatal or silent (default info)'],
    ]),
    '',
  ].join('\n');
}

/** `rollcall help COMMAND`. */
export function commandHelp({ name, details, options, operand }: CommandInfo): string {
  const after = operand === undefined ? '' : operand.required ? ` ${operand.name}` : ` [${operand.name}]`;
  const more = COMMANDS.filter((other) => other.name.startsWith(`${name} `));
  return [
    `Usage: rollcall ${name} [OPTION...]${after}`,
    '',
    details,
    '',
    ...(more.length === 0 ? [] : ['Commands:', ...inColumns(more.map(nameAndSummary)), '']),
    'Options:',
    ...inColumns([...options.map(describeOption), ['--help', 'this text']]),
    '',
  ].join('\n');
}

function nameAndSummary({ name, summary }: CommandInfo): [string, string] {
  return [name, summary];
}

function describeOption(name: OptionName): [string, string] {
  if (!hasValue(name)) return [`--${name}`, SWITCHES[name].help];
  return [`--${name} ${VALUES[name].placeholder}`, VALUES[name].help];
}

function inColumns(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}
