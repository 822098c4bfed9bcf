import { createReadStream } from 'node:fs';

/**
 * The lines of a file, without their ends. Node's own reader of lines also ends them at characters that may stand inside
 * of JSON (U+2028). @throws what the system says of files, such as ENOENT
 */
export async function* linesOf(file: string): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of createReadStream(file, 'utf8')) {
    const lines = `${rest}${String(chunk)}`.split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  if (rest !== '') yield rest;
}
