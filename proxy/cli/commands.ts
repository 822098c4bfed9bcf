/** Options that have a value. */
export const VALUES = {
  config: {
    placeholder: 'FILE',
    help: 'read the settings from FILE (default: rollcall.yaml, if there is one)',
  },
  cluster: { placeholder: 'NAME', help: 'only what belongs to the cluster NAME' },
  name: { placeholder: 'NAME', help: 'what to call the cluster, also in URLs (default: lxd or incus)' },
  renew: { placeholder: 'NAME', help: 'a new key and certificate for the cluster NAME' },
  accept: {
    placeholder: 'FINGERPRINT',
    help: 'know the cluster --name by this certificate (SHA-256) from now on',
  },
} as const;

/** Options that are there or not. */
export const SWITCHES = {
  'insecure-listen': { help: 'serve beyond this machine although nobody has to log in' },
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
  /** What stands after the options. */
  operand?: {
    name: 'FILE' | 'TOKEN';
    required: boolean;
    /** Options with which it need not be given all the same. */
    unless?: readonly OptionName[];
  };
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
    details:
      'Reads the settings, says what `rollcall start` would do with them, and reaches out to nobody;\n' +
      '`rollcall doctor` does.',
    options: ['config', 'insecure-listen'],
  },
  {
    name: 'doctor',
    summary: 'look at everything that Rollcall needs, and say what is wrong',
    details:
      'Looks at the settings, at files and who may use them, at every member (name, TCP, TLS, certificate, trust, clock), at\n' +
      'what the certificate may do, and at the history; says what it found and what to do. Changes nothing; takes 10 s at\n' +
      'most; Rollcall may be running. Ends with 0 when nothing is worse than a note, with 1 when there is a warning, with 2\n' +
      'when there is a problem. docs/doctor.md has the shape of --json.',
    options: ['config', 'insecure-listen', 'json'],
  },
  {
    name: 'enroll',
    summary: 'have a cluster trust Rollcall, and add it to the settings',
    details:
      'Takes the token that one of these prints on a member of the cluster:\n' +
      '\n' +
      '  lxc config trust add --name rollcall --restricted\n' +
      '  incus config trust add rollcall --restricted\n' +
      '  lxc auth identity create tls/rollcall --group viewers     (LXD 5.21 and later)\n' +
      '\n' +
      'Makes a key and a certificate, has the cluster trust the certificate, tries what it may read and change, and adds the\n' +
      'cluster to the settings file, with the key and the certificates beside it. With - for TOKEN it is read from standard\n' +
      'input, so that it does not stay in the history of the shell. A token is good for one try.\n' +
      '\n' +
      'With --renew NAME the cluster NAME of the settings gets a new key and certificate. The old certificate vouches for\n' +
      'them; where it can not, because it has expired or was removed, give a new TOKEN, too.\n' +
      '\n' +
      'With --accept FINGERPRINT --name NAME the cluster NAME is known by another certificate from now on, as after\n' +
      '"lxc cluster update-certificate". Its members must present exactly the one of this fingerprint. Compare it first\n' +
      'with what "lxc info" (certificate_fingerprint) says on a member.',
    options: ['config', 'name', 'renew', 'accept'],
    operand: { name: 'TOKEN', required: true, unless: ['renew', 'accept'] },
  },
  {
    name: 'passwd',
    summary: 'make the hash of a password, for the settings',
    details:
      'Asks for a password twice, or reads it from standard input where that is no terminal, and prints what stands for it in\n' +
      'the settings: the line "password" of an account in access. The password itself is kept nowhere.',
    options: [],
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
    operand: { name: 'FILE', required: false },
  },
  {
    name: 'history import',
    summary: 'read an export into an empty history',
    details:
      'Reads an export into the data directory, which must have no history yet, or an empty one; nothing is lost or changed\n' +
      'on the way. A file with anything wrong in it leaves no trace. Rollcall must not be running.',
    options: ['config'],
    operand: { name: 'FILE', required: true },
  },
  {
    name: 'history backup',
    summary: 'copy the history to a file that can take its place',
    details:
      'Copies the history, as it stands when the command begins, to FILE. Rollcall may be running, and goes on recording.\n' +
      'The copy is a history like the one in the data directory: to restore it, stop Rollcall and put it there.',
    options: ['config', 'force'],
    operand: { name: 'FILE', required: true },
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
