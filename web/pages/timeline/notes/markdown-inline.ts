/** What stands inside of a line of Markdown: a small part of it, and never markup of the page. Pure. */

export type Inline =
  | { kind: 'text'; text: string }
  | { kind: 'break' }
  | { kind: 'code'; text: string }
  | { kind: 'strong' | 'em'; inside: Inline[] }
  /** `href`: http or https, and nothing else. */
  | { kind: 'link'; href: string; inside: Inline[] };

type Found = { inline: Inline; end: number };

/** What may not stand inside of itself, which is also what keeps it from going deep. */
type Around = ReadonlySet<'strong' | 'em' | 'link'>;

const SPECIAL = /[\\`*_[h\n]/g;
const ESCAPED = /[!-/:-@[-`{-~]/;
const WORD = /[\p{L}\p{N}_]/u;
const LINK = /\[([^[\]]{1,500})\]\((https?:\/\/[^\s()]{1,2000}(?:\([^\s()]{0,200}\)[^\s()]{0,2000})?)\)/iy;
const ADDRESS = /https?:\/\/[^\s<>"'`[\]{}|\\^]{1,2000}/iy;
/** Ends a sentence rather than an address. */
const TRAILING = /[.,;:!?*_)]+$/;

export const parseInline = (text: string): Inline[] => inlinesOf(text, new Set());

function inlinesOf(text: string, around: Around): Inline[] {
  const found: Inline[] = [];
  const hopeless = new Set<string>();
  let plain = '';
  let at = 0;
  const add = (inline: Inline): void => {
    if (plain !== '') found.push({ kind: 'text', text: plain });
    plain = '';
    found.push(inline);
  };
  while (at < text.length) {
    SPECIAL.lastIndex = at;
    const next = SPECIAL.exec(text)?.index ?? text.length;
    plain += text.slice(at, next);
    at = next;
    if (at === text.length) break;
    if (text[at] === '\\' && ESCAPED.test(text.charAt(at + 1))) {
      plain += text.charAt(at + 1);
      at += 2;
      continue;
    }
    const special = specialAt(text, at, around, hopeless);
    if (special === null) {
      // A run of signs that opens nothing is text as a whole: its rest would open something else.
      const run = runAt(text, at);
      plain += run;
      at += run.length;
    } else {
      add(special.inline);
      at = special.end;
    }
  }
  if (plain !== '') found.push({ kind: 'text', text: plain });
  return found;
}

/** The sign at a place, as often as it stands there in a row. */
function runAt(text: string, at: number): string {
  const sign = text.charAt(at);
  if (sign !== '`' && sign !== '*' && sign !== '_') return sign;
  let end = at + 1;
  while (text[end] === sign) end += 1;
  return text.slice(at, end);
}

/** `hopeless`: signs that nothing closes from here on, so that no text is searched to its end again and again. */
function specialAt(text: string, at: number, around: Around, hopeless: Set<string>): Found | null {
  switch (text[at]) {
    case '\n':
      return { inline: { kind: 'break' }, end: at + 1 };
    case '`':
      return codeAt(text, at, hopeless);
    case '[':
      return around.has('link') ? null : linkAt(text, at, around);
    case 'h':
      return around.has('link') ? null : addressAt(text, at);
    default:
      return emphasisAt(text, at, around, hopeless);
  }
}

function codeAt(text: string, at: number, hopeless: Set<string>): Found | null {
  const run = runAt(text, at);
  if (hopeless.has(run)) return null;
  for (let end = text.indexOf(run, at + run.length); end !== -1;) {
    const closing = runAt(text, end);
    if (closing === run) {
      const inside = text.slice(at + run.length, end).replaceAll('\n', ' ');
      const padded = inside.startsWith(' ') && inside.endsWith(' ') && inside.trim() !== '';
      return {
        inline: { kind: 'code', text: padded ? inside.slice(1, -1) : inside },
        end: end + run.length,
      };
    }
    end = text.indexOf(run, end + closing.length);
  }
  hopeless.add(run);
  return null;
}

function linkAt(text: string, at: number, around: Around): Found | null {
  LINK.lastIndex = at;
  const match = LINK.exec(text);
  const [whole = '', label = '', address = ''] = match ?? [];
  const href = webAddress(address);
  if (href === null) return null;
  const inside = inlinesOf(label, new Set([...around, 'link']));
  return { inline: { kind: 'link', href, inside }, end: at + whole.length };
}

/** An address that stands in the text as it is. */
function addressAt(text: string, at: number): Found | null {
  if (WORD.test(text.charAt(at - 1))) return null;
  ADDRESS.lastIndex = at;
  const shown = ADDRESS.exec(text)?.[0].replace(TRAILING, '') ?? '';
  const href = webAddress(shown);
  if (href === null) return null;
  return { inline: { kind: 'link', href, inside: [{ kind: 'text', text: shown }] }, end: at + shown.length };
}

/** Null: no address of the web. */
function webAddress(text: string): string | null {
  const url = URL.parse(text);
  return url !== null && (url.protocol === 'https:' || url.protocol === 'http:') ? url.href : null;
}

function emphasisAt(text: string, at: number, around: Around, hopeless: Set<string>): Found | null {
  const run = runAt(text, at);
  const sign = run.charAt(0);
  if (run.length > 2) return null;
  const kind = run.length === 2 ? 'strong' : 'em';
  const opens = /\S/.test(text.charAt(at + run.length)) && !(sign === '_' && WORD.test(text.charAt(at - 1)));
  if (!opens || around.has(kind) || hopeless.has(run)) return null;
  const from = at + run.length;
  for (let end = text.indexOf(run, from + 1); end !== -1;) {
    const closing = runAt(text, end);
    const after = text.charAt(end + closing.length);
    const closes = closing === run && /\S/.test(text.charAt(end - 1)) && !(sign === '_' && WORD.test(after));
    if (closes) {
      const inside = inlinesOf(text.slice(from, end), new Set([...around, kind]));
      return { inline: { kind, inside }, end: end + run.length };
    }
    end = text.indexOf(run, end + closing.length);
  }
  hopeless.add(run);
  return null;
}
