import { expect, test } from 'vitest';
import { COMMANDS } from './commands.ts';
import { type Given, parseCommandLine } from './command-line.ts';

type Expected = Partial<Omit<Given, 'switches'> & { switches: string[] }>;

test.each([
  [['start'], 'start', {}],
  [['start', '--insecure-listen'], 'start', { switches: ['insecure-listen'] }],
  [['start', '--config', 'a.yaml'], 'start', { values: { config: 'a.yaml' } }],
  [['check', '--config=a.yaml'], 'check', { values: { config: 'a.yaml' } }],
  [['enroll', '--name', 'prod', 'abc='], 'enroll', { values: { name: 'prod' }, operand: 'abc=' }],
  [['enroll', '-'], 'enroll', { operand: '-' }],
  [['history', '--size', '--json'], 'history', { switches: ['size', 'json'] }],
  [['history', 'export'], 'history export', {}],
  [
    ['history', 'export', '--cluster', 'prod', 'a.ndjson', '--force'],
    'history export',
    { values: { cluster: 'prod' }, switches: ['force'], operand: 'a.ndjson' },
  ],
  [['history', 'import', '--', '--odd'], 'history import', { operand: '--odd' }],
])('%j runs %s', (args, command, { values = {}, switches = [], operand = null }: Expected) => {
  const given = { values, switches: new Set(switches), operand };
  expect(parseCommandLine(args, '1.2.3')).toEqual({ kind: 'run', command, given });
});

test.each([
  [['strat'], 'there is no command strat; did you mean start?'],
  [
    ['evacuate'],
    'there is no command evacuate; use start, check, doctor, enroll, passwd or history, or see rollcall --help',
  ],
  [['histroy', 'export'], 'there is no command histroy; did you mean history?'],
  [['history', 'exprt'], 'there is no command history exprt; did you mean history export?'],
  [
    ['help', 'history', 'evacuate'],
    'there is no command history evacuate; use history export, history import, history backup or history check, or see rollcall --help',
  ],
  [['history', 'import'], 'rollcall history import needs a FILE; see rollcall help history import'],
  [['enroll'], 'rollcall enroll needs a TOKEN; see rollcall help enroll'],
  [['history', 'backup', 'a', 'b'], 'there is nothing to do with b; see rollcall help history backup'],
  [['history', 'check', '--fix'], 'there is no option --fix; see rollcall help history check'],
  [['help', 'chekc'], 'there is no command chekc; did you mean check?'],
  [['start', '--confg', 'a.yaml'], 'there is no option --confg; did you mean --config?'],
  [['start', '-x'], 'there is no option -x; see rollcall help start'],
  [['start', '--config'], '--config needs a FILE; see rollcall help start'],
  [['start', '--config='], '--config needs a FILE; see rollcall help start'],
  [['start', '--insecure-listen=no'], '--insecure-listen takes no value; see rollcall help start'],
  [['check', 'rollcall.yaml'], 'there is nothing to do with rollcall.yaml; see rollcall help check'],
])('%j is refused in one line with a hint', (args, line) => {
  expect(parseCommandLine(args, '1.2.3')).toEqual({
    kind: 'print',
    output: { exitCode: 2, stdout: '', stderr: `rollcall: ${line}\n` },
  });
});

test('an endless argument is cut short in the message', () => {
  const parsed = parseCommandLine(['x'.repeat(10_000)], '1.2.3');
  expect(parsed.kind === 'print' && parsed.output.stderr.length).toBeLessThan(200);
});

test('--version prints the version alone', () => {
  expect(parseCommandLine(['--version'], '1.2.3')).toEqual({
    kind: 'print',
    output: { exitCode: 0, stdout: '1.2.3\n', stderr: '' },
  });
});

test.each([[['--help']], [['-h']], [['help']]])('%j lists every command', (args) => {
  const parsed = parseCommandLine(args, '1.2.3');
  const output = parsed.kind === 'print' ? parsed.output : undefined;
  expect(output?.exitCode).toBe(0);
  for (const { name, summary } of COMMANDS)
    expect(output?.stdout).toMatch(new RegExp(`^ +${name} +${summary}$`, 'm'));
});

test.each([[['help', 'start']], [['start', '--help']], [['start', '--insecure-listen', '-h']]])(
  '%j explains the command',
  (args) => {
    const parsed = parseCommandLine(args, '1.2.3');
    const output = parsed.kind === 'print' ? parsed.output : undefined;
    expect(output?.exitCode).toBe(0);
    expect(output?.stdout).toMatch(/^Usage: rollcall start[^]*--insecure-listen/);
  },
);

test.each([[['help', 'history']], [['history', '--help']]])(
  '%j lists the commands of the history',
  (args) => {
    const parsed = parseCommandLine(args, '1.2.3');
    const stdout = parsed.kind === 'print' ? parsed.output.stdout : '';
    expect(stdout).toMatch(/^Usage: rollcall history \[OPTION\.\.\.\]\n/);
    for (const name of ['export', 'import', 'backup', 'check'])
      expect(stdout).toMatch(new RegExp(`^ +history ${name} +\\w`, 'm'));
  },
);

test('the help of a command names its file', () => {
  const helpOf = (name: string): string => {
    const parsed = parseCommandLine(['help', 'history', name], '1.2.3');
    return parsed.kind === 'print' ? parsed.output.stdout : '';
  };
  expect(helpOf('export')).toMatch(/^Usage: rollcall history export \[OPTION\.\.\.\] \[FILE\]\n/);
  expect(helpOf('import')).toMatch(/^Usage: rollcall history import \[OPTION\.\.\.\] FILE\n/);
});

test('without a command the help goes to stderr, as nothing was done', () => {
  const parsed = parseCommandLine([], '1.2.3');
  expect(parsed).toMatchObject({ kind: 'print', output: { exitCode: 2, stdout: '' } });
  expect(parsed.kind === 'print' && parsed.output.stderr).toContain('Usage: rollcall COMMAND');
});
