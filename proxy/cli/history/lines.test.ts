import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { linesOf } from './lines.ts';

test.each([
  ['with an end to each', 'a\nb\n', ['a', 'b']],
  ['without one to the last', 'a\nb', ['a', 'b']],
  ['empty ones too', '\n\na\n', ['', '', 'a']],
  ['none', '', []],
  ['with what ends a line elsewhere', 'a\u2028b\rc\u0085\nd\n', ['a\u2028b\rc\u0085', 'd']],
  ['longer than what is read at a time', `${'é'.repeat(200_000)}\nb\n`, ['é'.repeat(200_000), 'b']],
])('lines %s', async (_title, text, lines) => {
  const dir = await mkdtemp(join(tmpdir(), 'rollcall-lines-'));
  try {
    await writeFile(join(dir, 'file'), text);
    const read: string[] = [];
    for await (const line of linesOf(join(dir, 'file'))) read.push(line);
    expect(read).toEqual(lines);
  } finally {
    await rm(dir, { recursive: true });
  }
});
