import { expect, test } from 'vitest';
import { summaryMarkdown } from './summary-markdown.ts';

const line = (text: string) => ({ kind: 'silent' as const, text, members: [], count: 1, ms: 1000 });

test('a line of Markdown for each of the summary', () => {
  const text = summaryMarkdown(
    'prod, 03:10 to 03:20 UTC',
    [line('no answer from node-3')],
    'https://r.example/x',
  );
  expect(text).toBe('**prod, 03:10 to 03:20 UTC**\n\n- no answer from node-3\n\n<https://r.example/x>\n');
});

test('names are no Markdown', () => {
  const text = summaryMarkdown('a', [line('no answer from *n*\n# `x` <b>')], 'https://r.example');
  expect(text).toContain('- no answer from \\*n\\* \\# \\`x\\` \\<b\\>\n');
});

test('nothing is something to be told', () => {
  expect(summaryMarkdown('a', [], 'https://r.example')).toContain('Nothing happened');
});
