import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Inline, parseInline } from './markdown-inline.ts';
import { type Block, parseMarkdown } from './markdown.ts';

const text = (words: string): Inline => ({ kind: 'text', text: words });

describe('a line', () => {
  test.each<[string, Inline[]]>([
    ['plain', [text('plain')]],
    ['a **b** c', [text('a '), { kind: 'strong', inside: [text('b')] }, text(' c')]],
    [
      '*so* and _so_',
      [{ kind: 'em', inside: [text('so')] }, text(' and '), { kind: 'em', inside: [text('so')] }],
    ],
    ['`lxc list`', [{ kind: 'code', text: 'lxc list' }]],
    ['`` a`b ``', [{ kind: 'code', text: 'a`b' }]],
    ['**a _b_**', [{ kind: 'strong', inside: [text('a '), { kind: 'em', inside: [text('b')] }] }]],
    ['\\*not\\*', [text('*not*')]],
    ['one\ntwo', [text('one'), { kind: 'break' }, text('two')]],
    ['[log](https://x.example/a)', [{ kind: 'link', href: 'https://x.example/a', inside: [text('log')] }]],
    [
      'see https://x.example/a?b=1.',
      [
        text('see '),
        { kind: 'link', href: 'https://x.example/a?b=1', inside: [text('https://x.example/a?b=1')] },
        text('.'),
      ],
    ],
  ])('%j', (line, inlines) => expect(parseInline(line)).toEqual(inlines));

  test.each([
    'node_3_x and cluster_member_state',
    '2 * 3 * 4',
    'a ** b ** c',
    '**open',
    '`open',
    '<img src=x onerror=alert(1)>',
    '[x](javascript:alert(1))',
    '[x](data:text/html,y)',
    '[x](/relative)',
    'xhttps://glued.example',
    '[x]: https',
  ])('%j stays as it is', (line) => expect(parseInline(line)).toEqual([text(line)]));
});

describe('blocks', () => {
  const shapes = (blocks: readonly Block[]): unknown[] =>
    blocks.map((block) => {
      if (block.kind === 'list') return [block.start, ...block.items.map(shapes)];
      return block.kind === 'quote' ? ['quote', ...shapes(block.blocks)] : block.kind;
    });

  test.each<[string, unknown[]]>([
    ['# What\n\nIt went.\nAnd came.\n\nThen', ['heading', 'paragraph', 'paragraph']],
    ['- a\n- b\n\n- c', [[null, ['paragraph'], ['paragraph'], ['paragraph']]]],
    ['3. a\n4. b', [[3, ['paragraph'], ['paragraph']]]],
    ['- a\n  - b\n  - c\n- d', [[null, ['paragraph', [null, ['paragraph'], ['paragraph']]], ['paragraph']]]],
    [
      '- a\n1. b',
      [
        [null, ['paragraph']],
        [1, ['paragraph']],
      ],
    ],
    ['- a\n  goes on\nlazily\n\nend', [[null, ['paragraph']], 'paragraph']],
    ['```\n# no *heading*\n```\nx', ['code', 'paragraph']],
    ['```\nnever closed', ['code']],
    ['> a\n> - b\n\nc', [['quote', 'paragraph', [null, ['paragraph']]], 'paragraph']],
    ['a\n\n---\n\nb', ['paragraph', 'rule', 'paragraph']],
    ['', []],
  ])('%j', (source, expected) => expect(shapes(parseMarkdown(source))).toEqual(expected));

  test('code keeps every sign', () => {
    expect(parseMarkdown('```sh\nlxc  list | *x*\n\n  end\n```')).toEqual([
      { kind: 'code', text: 'lxc  list | *x*\n\n  end' },
    ]);
  });
});

const inlinesIn = (blocks: readonly Block[]): Inline[] =>
  blocks.flatMap((block) => {
    switch (block.kind) {
      case 'paragraph':
      case 'heading':
        return block.inside;
      case 'quote':
        return inlinesIn(block.blocks);
      case 'list':
        return block.items.flatMap(inlinesIn);
      default:
        return [];
    }
  });

const linksIn = (inlines: readonly Inline[]): string[] =>
  inlines.flatMap((inline) => {
    if (inline.kind === 'link') return [inline.href, ...linksIn(inline.inside)];
    return inline.kind === 'em' || inline.kind === 'strong' ? linksIn(inline.inside) : [];
  });

const wordsOf = (inlines: readonly Inline[]): string =>
  inlines
    .map((inline) => {
      if (inline.kind === 'break') return '\n';
      return inline.kind === 'text' || inline.kind === 'code' ? inline.text : wordsOf(inline.inside);
    })
    .join('');

const SCRAPS = [
  '*',
  '**',
  '_',
  '`',
  '[',
  '](',
  ')',
  'https://x.example',
  'javascript:',
  '\n',
  '> ',
  '- ',
  '1. ',
  ' ',
  'a',
];
const scrappy = fc.array(fc.constantFrom(...SCRAPS), { maxLength: 60 }).map((scraps) => scraps.join(''));

describe('whatever is written', () => {
  test('leads to the web and nowhere else', () => {
    fc.assert(
      fc.property(fc.oneof(scrappy, fc.string(), fc.webUrl()), (source) => {
        for (const href of linksIn(inlinesIn(parseMarkdown(source)))) expect(href).toMatch(/^https?:\/\//);
      }),
    );
  });

  test('letters and figures all stay', () => {
    const letters = (source: string): string => source.replaceAll(/[^\p{L}]/gu, '');
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('*', '_', '`', ' ', 'ab', 'ç', '\n'), { maxLength: 60 }),
        (scraps) => {
          const line = scraps.join('');
          expect(letters(wordsOf(parseInline(line)))).toBe(letters(line));
        },
      ),
    );
  });

  test.each([
    '*',
    '**a ',
    '_a ',
    '`',
    '` ``',
    '[',
    '[a](',
    '> ',
    '- ',
    '  - a\n',
    '>'.repeat(50) + '\n',
    '1. a\n\n',
    'h',
    'https://',
  ])('%j, over and over, is read in no time', (scrap) => {
    const source = scrap.repeat(Math.ceil(20_000 / scrap.length));
    const begunMs = performance.now();
    parseMarkdown(source);
    expect(performance.now() - begunMs).toBeLessThan(1000);
  });
});
