import { expect, test } from 'vitest';
import { COMMANDS } from './commands.ts';
import { parseCommandLine } from './command-line.ts';

test.each([
  [['start'], 'start', { insecureListen: false }],
  [['start', '--insecure-listen'], 'start', { insecureListen: true }],
  [['start', '--config', 'a.yaml'], 'start', { insecureListen: false, config: 'a.yaml' }],
  [['check', '--config=a.yaml'], 'check', { insecureListen: false, config: 'a.yaml' }],
])('%j runs %s', (args, command, flags) => {
  expect(parseCommandLine(args, '1.2.3')).toEqual({ kind: 'run', command, flags });
});

test.each([
  [['strat'], 'there is no command strat; did you mean start?'],
  [['evacuate'], 'there is no command evacuate; use start or check, or see rollcall --help'],
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

test('without a command the help goes to stderr, as nothing was done', () => {
  const parsed = parseCommandLine([], '1.2.3');
  expect(parsed).toMatchObject({ kind: 'print', output: { exitCode: 2, stdout: '' } });
  expect(parsed.kind === 'print' && parsed.output.stderr).toContain('Usage: rollcall COMMAND');
});
