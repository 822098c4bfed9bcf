/**
 * The part of Markdown that notes are written in: paragraphs, headings, lists, quotes, code. Whatever else stands in a note
 * is text. A line is a line: notes are written in a hurry, and where one was ended it should end. Pure.
 */
import { type Inline, parseInline } from './markdown-inline.ts';

export type Block =
  | { kind: 'paragraph' | 'heading'; inside: Inline[] }
  | { kind: 'code'; text: string }
  | { kind: 'quote'; blocks: Block[] }
  /** `start`: the number of the first item; null: items are not numbered. */
  | { kind: 'list'; start: number | null; items: Block[][] }
  | { kind: 'rule' };

/** Quotes and lists within each other; deeper they are text. */
const DEEPEST = 5;

const HEADING = /^ {0,3}#{1,6}\s+(?<words>.*?)(?:\s+#+)?\s*$/;
const FENCE = /^ {0,3}(?<marks>`{3,}|~{3,})[^`]*$/;
const QUOTE = /^ {0,3}> ?/;
const ITEM = /^(?<indent> {0,3})(?<marker>[-*+]|(?<number>\d{1,9})[.)])(?<gap> {1,4})(?=\S)/;
const RULE = /^ {0,3}(?:(?:- *){3,}|(?:\* *){3,}|(?:_ *){3,})$/;
const BLANK = /^\s*$/;

export const parseMarkdown = (text: string): Block[] =>
  blocksOf(text.replaceAll(/\r\n?/g, '\n').replaceAll('\t', '    ').split('\n'), 0);

function blocksOf(lines: readonly string[], depth: number): Block[] {
  const blocks: Block[] = [];
  let at = 0;
  while (at < lines.length) {
    const line = lines[at] ?? '';
    if (BLANK.test(line)) {
      at += 1;
      continue;
    }
    const { block, end } = blockAt(lines, at, depth);
    blocks.push(block);
    at = end;
  }
  return blocks;
}

/** A block and the line after it. */
type Taken = { block: Block; end: number };

function blockAt(lines: readonly string[], at: number, depth: number): Taken {
  const line = lines[at] ?? '';
  const fence = FENCE.exec(line)?.groups?.['marks'];
  if (fence !== undefined) return takeCode(lines, at, fence);
  const heading = HEADING.exec(line)?.groups?.['words'];
  if (heading !== undefined) return { block: { kind: 'heading', inside: parseInline(heading) }, end: at + 1 };
  if (RULE.test(line)) return { block: { kind: 'rule' }, end: at + 1 };
  if (depth < DEEPEST && QUOTE.test(line)) return takeQuote(lines, at, depth);
  if (depth < DEEPEST && ITEM.test(line)) return takeList(lines, at, depth);
  return takeParagraph(lines, at);
}

const beginsBlock = (line: string): boolean =>
  [FENCE, HEADING, RULE, QUOTE, ITEM].some((shape) => shape.test(line));

/** The index of the first line from `at` on that `ends` a block. */
function endOf(lines: readonly string[], at: number, ends: (line: string) => boolean): number {
  let end = at;
  while (end < lines.length && !ends(lines[end] ?? '')) end += 1;
  return end;
}

function takeCode(lines: readonly string[], at: number, fence: string): Taken {
  const closes = (line: string): boolean => {
    const marks = line.trim();
    return marks.length >= fence.length && marks === fence.charAt(0).repeat(marks.length);
  };
  const end = endOf(lines, at + 1, closes);
  return { block: { kind: 'code', text: lines.slice(at + 1, end).join('\n') }, end: end + 1 };
}

function takeQuote(lines: readonly string[], at: number, depth: number): Taken {
  const end = endOf(lines, at, (line) => !QUOTE.test(line));
  const inside = lines.slice(at, end).map((line) => line.replace(QUOTE, ''));
  return { block: { kind: 'quote', blocks: blocksOf(inside, depth + 1) }, end };
}

function takeList(lines: readonly string[], begin: number, depth: number): Taken {
  const first = ITEM.exec(lines[begin] ?? '')?.groups ?? {};
  const start = first['number'] === undefined ? null : Number(first['number']);
  const items: Block[][] = [];
  let at = begin;
  while (at < lines.length) {
    const line = lines[at] ?? '';
    const item = ITEM.exec(line);
    const numbered = item?.groups?.['number'] !== undefined;
    if (item === null || RULE.test(line) || numbered !== (start !== null)) break;
    const widthChars = item[0].length;
    const end = itemEnd(lines, at + 1, widthChars);
    const inside = [
      line.slice(widthChars),
      ...lines.slice(at + 1, end).map((each) => dedent(each, widthChars)),
    ];
    items.push(blocksOf(inside, depth + 1));
    at = end;
    // A blank line between two items leaves them one list.
    const next = endOf(lines, at, (each) => !BLANK.test(each));
    if (ITEM.test(lines[next] ?? '')) at = next;
  }
  return { block: { kind: 'list', start, items }, end: at };
}

/** What is indented belongs to the item, and so does a line that goes on with its paragraph. */
function itemEnd(lines: readonly string[], from: number, widthChars: number): number {
  let end = from;
  let afterBlank = false;
  for (let at = from; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    if (BLANK.test(line)) {
      afterBlank = true;
      continue;
    }
    const indented = line.length - line.trimStart().length >= Math.min(widthChars, 2);
    if (!indented && (afterBlank || beginsBlock(line))) break;
    afterBlank = false;
    end = at + 1;
  }
  return end;
}

const dedent = (line: string, chars: number): string => {
  const indent = line.length - line.trimStart().length;
  return line.slice(Math.min(indent, chars));
};

function takeParagraph(lines: readonly string[], at: number): Taken {
  const end = endOf(lines, at + 1, (line) => BLANK.test(line) || beginsBlock(line));
  const text = lines
    .slice(at, end)
    .map((line) => line.trim())
    .join('\n');
  return { block: { kind: 'paragraph', inside: parseInline(text) }, end };
}
