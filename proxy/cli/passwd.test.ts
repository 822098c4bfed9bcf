import { PassThrough, Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { createVerifier, parsePasswordHash } from '../access/password.ts';
import { passwdCommand } from './passwd.ts';
import type { Output } from './output.ts';

const { verify } = createVerifier({ maxWaiting: 1 });

/** A terminal that somebody types at, and what was shown on it; `raw`: whether it shows nothing of what is typed. */
function terminal() {
  const stdin = Object.assign(new PassThrough(), {
    isTTY: true,
    raw: [] as boolean[],
    setRawMode(on: boolean) {
      this.raw.push(on);
    },
  });
  const prompt = new PassThrough();
  let shown = '';
  prompt.on('data', (chunk: Buffer) => (shown += chunk.toString()));
  return { stdin, prompt, shown: () => shown };
}

async function typed(...keys: string[]): Promise<Output & { shown: string; raw: boolean[] }> {
  const { stdin, prompt, shown } = terminal();
  const ended = passwdCommand({ stdin, prompt });
  for (const key of keys) stdin.write(key);
  const output = await ended;
  return { ...output, shown: shown(), raw: stdin.raw };
}

const piped = (text: string) =>
  passwdCommand({ stdin: Readable.from([Buffer.from(text)]), prompt: new PassThrough() });

async function isHashOf({ stdout, exitCode }: Output, password: string): Promise<void> {
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/^\$scrypt\$[^\n]*\n$/);
  const hash = parsePasswordHash(stdout.trimEnd());
  expect(hash && (await verify(password, hash))).toEqual({ ok: true, value: true });
}

describe('at a terminal', () => {
  it('asks twice, and shows nothing of what is typed', async () => {
    const output = await typed('correct horse\r', 'correct horse\r');
    await isHashOf(output, 'correct horse');
    expect(output.shown).toBe('Password: \nOnce more: \n');
    expect(output.raw).toEqual([true, false, true, false]);
  });

  it('takes keys one by one or all at once, and back what was wrong', async () => {
    await isHashOf(await typed('wrong\u0015correct horsf\u007fe\ncorrect horse\n'), 'correct horse');
    await isHashOf(await typed(...Array.from('correct 🐎 horse\rcorrect 🐎 horse\r')), 'correct 🐎 horse');
  });

  it.each([
    [['correct horse\r', 'correct house\r'], 'rollcall: these were two passwords; try again\n'],
    [['correct\u0003'], 'rollcall: no password was given\n'],
    [['correct horse\r', '\u0004'], 'rollcall: no password was given\n'],
    [['123456789\r', '123456789\r'], 'rollcall: the password has 9 characters; choose one of at least 10\n'],
  ])('%j ends without a hash', async (keys, stderr) => {
    const output = await typed(...keys);
    expect(output).toMatchObject({ exitCode: 1, stdout: '', stderr });
    expect(output.raw.at(-1)).toBe(false);
  });
});

describe('from a file', () => {
  it('is one line', async () => {
    await isHashOf(await piped('correct horse\n'), 'correct horse');
    await isHashOf(await piped('correct horse'), 'correct horse');
    await isHashOf(await piped(' correct horse \r\n'), ' correct horse ');
  });

  it.each(['', '\n', 'too short', '🐎🐎🐎🐎🐎🐎🐎🐎🐎', 'correct horse\ncorrect horse\n', 'x'.repeat(513)])(
    'of %j is none made',
    async (text) => {
      const output = await piped(text);
      expect(output).toMatchObject({ exitCode: 1, stdout: '' });
      expect(output.stderr).toMatch(/^rollcall: the password [^\n]*; [^\n]*\n$/);
    },
  );
});
