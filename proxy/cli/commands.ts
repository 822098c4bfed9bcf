/** Options that have a value. */
export const VALUES = {
  config: {
    placeholder: 'FILE',
    help: 'read the settings from FILE (default: rollcall.yaml, if there is one)',
  },
  cluster: { placeholder: 'NAME', help: 'only what belongs to the cluster NAME' },
} as const;

/** Options that are there or not. */
export const SWITCHES = {
  'insecure-listen': { help: 'serve beyond this machine although there is no login' },
  size: { help: 'say what the history holds, and how big it will be when it is full' },
  json: { help: 'say it as JSON' },
  force: { help: 'replace FILE if it is there' },
} as const;

export type ValueName = keyof typeof VALUES;
export type SwitchName = keyof typeof SWITCHES;
export type OptionName = ValueName | SwitchName;

export function hasValue(name: OptionName): name is ValueName {
  return name in VALUES;
}

export type CommandInfo = {
  /** One word, or two: those that begin with the same word belong together. */
  name: string;
  summary: string;
  details: string;
  options: readonly OptionName[];
  /** Whether it is about a file, named after the options. */
  file?: 'required' | 'optional';
};

/** Every command of `rollcall`. A new one joins here and in `main.ts`, which runs it. */
export const COMMANDS = [
  {
    name: 'start',
    summary: 'serve the dashboard',
    details:
      'Serves the dashboard of the configured clusters, or of a simulated one (DEMO) when none is configured.\n' +
      'It goes on until it is told to stop (Ctrl-C, SIGTERM).',
    options: ['config', 'insecure-listen'],
  },
  {
    name: 'check',
    summary: 'read the settings and say what start would do',
    details: 'Reads the settings, says what `rollcall start` would do with them, and reaches out to nobody.',
    options: ['config', 'insecure-listen'],
  },
  {
    name: 'history',
    summary: 'say with --size what the history holds and will take',
    details:
      'Works with the history in the data directory, whether Rollcall runs or not.\n' +
      'With --size: how big it is, what it holds of each cluster and since when, and how big it will be when everything\n' +
      'has been kept for as long as the settings say, if things go on as they did so far.',
    options: ['config', 'size', 'json'],
  },
  {
    name: 'history export',
    summary: 'write all of the history as lines of JSON',
    details:
      'Writes all of the history as lines of JSON, to FILE or to standard output: a line that says what follows, then one\n' +
      'for each row. Rollcall may be running. The file holds what the history holds: names, addresses, configuration.',
    options: ['config', 'cluster', 'force'],
    file: 'optional',
  },
  {
    name: 'history import',
    summary: 'read an export into an empty history',
    details:
      'Reads an export into the data directory, which must have no history yet, or an empty one; nothing is lost or changed\n' +
      'on the way. A file with anything wrong in it leaves no trace. Rollcall must not be running.',
    options: ['config'],
    file: 'required',
  },
  {
    name: 'history backup',
    summary: 'copy the history to a file that can take its place',
    details:
      'Copies the history, as it stands when the command begins, to FILE. Rollcall may be running, and goes on recording.\n' +
      'The copy is a history like the one in the data directory: to restore it, stop Rollcall and put it there.',
    options: ['config', 'force'],
    file: 'required',
  },
  {
    name: 'history check',
    summary: 'look for damage in the history',
    details:
      'Reads all of the history and holds it against itself. Ends with 1 when something is wrong, and says what.\n' +
      'Rollcall may be running.',
    options: ['config'],
  },
] as const satisfies readonly CommandInfo[];

export type CommandName = (typeof COMMANDS)[number]['name'];
