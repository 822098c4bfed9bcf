import type { Readable, Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { MAX_PASSWORD } from '../access/account.ts';
import { hashPassword } from '../access/password.ts';
import { type Result, err, ok } from '../result.ts';
import { EXIT, type Output } from './output.ts';
import { type Terminal, askSecretly, isTerminal } from './secret-prompt.ts';

const SHORTEST = 10;

/** `rollcall passwd`: only the hash goes to standard output, so that it can be put into a file. */
export async function passwdCommand({
  stdin,
  prompt,
}: {
  stdin: Readable;
  prompt: Writable;
}): Promise<Output> {
  const given = isTerminal(stdin) ? await askTwice(stdin, prompt) : ok(oneLine(await text(stdin)));
  if (!given.ok) return refused(given.error);
  const password = given.value;
  const length = Array.from(password).length;
  if (length < SHORTEST) {
    return refused(`the password has ${length} characters; choose one of at least ${SHORTEST}`);
  }
  if (password.length > MAX_PASSWORD) {
    return refused(`the password has ${length} characters; choose one of at most ${MAX_PASSWORD}`);
  }
  if (/\p{Cc}/u.test(password)) {
    return refused('the password has a line break or another control character in it; give it on one line');
  }
  return { exitCode: EXIT.ok, stdout: `${await hashPassword(password)}\n`, stderr: '' };
}

/** `echo` and files end with a line break that is not meant. */
const oneLine = (given: string): string => given.replace(/\r?\n$/, '');

async function askTwice(terminal: Terminal, prompt: Writable): Promise<Result<string, string>> {
  const first = await askSecretly(terminal, prompt, 'Password: ');
  if (first === null) return err('no password was given');
  const second = await askSecretly(terminal, prompt, 'Once more: ');
  if (second === null) return err('no password was given');
  return first === second ? ok(first) : err('these were two passwords; try again');
}

const refused = (line: string): Output => ({
  exitCode: EXIT.failed,
  stdout: '',
  stderr: `rollcall: ${line}\n`,
});
