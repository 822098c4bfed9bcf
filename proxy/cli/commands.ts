/** The options that commands can take; a command names those that it understands. */
export const OPTIONS = {
  config: {
    type: 'string',
    placeholder: 'FILE',
    help: 'read the settings from FILE (default: rollcall.yaml, if there is one)',
  },
  'insecure-listen': {
    type: 'boolean',
    placeholder: '',
    help: 'serve beyond this machine although there is no login',
  },
} as const;

export type OptionName = keyof typeof OPTIONS;

export type CommandInfo = { name: string; summary: string; details: string; options: readonly OptionName[] };

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
] as const satisfies readonly CommandInfo[];

export type CommandName = (typeof COMMANDS)[number]['name'];
