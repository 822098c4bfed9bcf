import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { markdownQuote, markdownText } from './markdown-text.ts';

describe('text', () => {
  it.each([
    ['No heartbeat for 20.46s', 'No heartbeat for 20.46s'],
    ['a|b', 'a&#124;b'],
    ['a\\|b', 'a&#92;&#124;b'],
    ['`rm`', '&#96;rm&#96;'],
    ['<img src=x onerror=alert(1)>', '&#60;img src=x onerror=alert(1)&#62;'],
    ['&lt;', '&#38;lt;'],
    ['[x](javascript:alert)', String.raw`\[x\](javascript:alert)`],
    ['![x](y)', String.raw`\!\[x\](y)`],
    ['https://node-1:8443', 'https&#58;//node-1:8443'],
    ['www.evil.example', 'www&#46;evil.example'],
    ['@everyone #12', '&#64;everyone &#35;12'],
    ['**b** _i_ ~~s~~', String.raw`\*\*b\*\* \_i\_ \~\~s\~\~`],
    ['a\r\n\tb\u2028c\u0000d', 'a b c d'],
    ['  - x', String.raw`\- x`],
    ['+ x', String.raw`\+ x`],
    ['===', String.raw`\===`],
    ['1. x', String.raw`1\. x`],
    ['10.0.0.1', '10.0.0.1'],
    ['1.', String.raw`1\.`],
    ['a\u202eb', String.raw`a\[U+202E\]b`],
    ['a\u200bb', String.raw`a\[U+200B\]b`],
    ['\u{e0041}', String.raw`\[U+E0041\]`],
    ['Größe 10 € 漢字', 'Größe 10 € 漢字'],
    ['', ''],
  ])('%j becomes %s', (text, markdown) => {
    expect(markdownText(text)).toBe(markdown);
  });

  it('has nothing left that has a meaning, whatever it is', () => {
    const hostile = fc.string({
      unit: fc.oneof(
        fc.constantFrom(...'|\\`*_[]<>&!#@~$-+=.:/\n\r\t\u2028\u202e\u0000 1w'.split('')),
        fc.string(),
      ),
    });
    fc.assert(
      fc.property(hostile, (text) => {
        const markdown = markdownText(text);
        // What is left after every escape of ours.
        const bare = markdown.replaceAll(/\\[*_[\]~!+.)=-]|&#\d+;/g, '');
        expect(bare).not.toMatch(/[|\\`*_[\]<>&@#$~!]|:\/\/|[\p{Cc}\u2028-\u202e]/u);
        expect(markdown).toBe(markdown.trim());
      }),
    );
  });
});

describe('a quotation', () => {
  it('keeps the Markdown of its writer, and the HTML as text', () => {
    expect(markdownQuote('# Why\n\n- a **b**\n<script>x</script> 1 < 2\r\n```\ncode')).toBe(
      ['> # Why', '>', '> - a **b**', '> &lt;script>x&lt;/script> 1 < 2', '> ```', '> code'].join('\n'),
    );
  });

  it('has each of its lines set apart', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'ab\n\r\u2028\u2029\u000b\u0085<!->`'.split('')) }),
        (text) => {
          const lines = markdownQuote(text).split(/[\n\r\u2028\u2029\u0085]/);
          for (const line of lines) expect(line).toMatch(/^>/);
          expect(markdownQuote(text)).not.toMatch(/<[a-z/!?]/i);
        },
      ),
    );
  });
});
