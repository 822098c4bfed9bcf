/** Asks at a terminal for what nobody may read over a shoulder. */
import type { Readable, Writable } from 'node:stream';

export type Terminal = Readable & { setRawMode(raw: boolean): unknown };

export const isTerminal = (input: Readable): input is Terminal =>
  'isTTY' in input && input.isTTY === true && 'setRawMode' in input;

const ENTER = /^[\r\n]$/;
const RUBOUT = /^[\u007f\b]$/;
/** Ctrl-U. */
const LINE_RUBOUT = '\u0015';
/** Ctrl-C and Ctrl-D, of which the terminal does not make a signal and an end while it is read raw. */
const GIVE_UP: readonly string[] = ['\u0003', '\u0004'];

/** The line that is typed, of which nothing is shown; null: it was given up. */
export function askSecretly(terminal: Terminal, prompt: Writable, question: string): Promise<string | null> {
  prompt.write(question);
  terminal.setEncoding('utf8');
  terminal.setRawMode(true);
  return new Promise((resolve) => {
    let typed: string[] = [];
    const finish = (line: string | null, rest = ''): void => {
      terminal.off('data', take);
      terminal.off('end', giveUp);
      terminal.setRawMode(false);
      terminal.pause();
      if (rest !== '') terminal.unshift(rest, 'utf8');
      prompt.write('\n');
      resolve(line);
    };
    const giveUp = (): void => finish(null);
    const take = (chunk: string): void => {
      const letters = Array.from(chunk);
      for (const [index, letter] of letters.entries()) {
        if (GIVE_UP.includes(letter)) return giveUp();
        if (ENTER.test(letter)) return finish(typed.join(''), letters.slice(index + 1).join(''));
        if (RUBOUT.test(letter)) typed.pop();
        else if (letter === LINE_RUBOUT) typed = [];
        else typed.push(letter);
      }
    };
    terminal.on('data', take);
    terminal.on('end', giveUp);
    terminal.resume();
  });
}
