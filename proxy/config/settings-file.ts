import { type Document, type ErrorCode, isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import { type Findings, quote, type Spot } from './problems.ts';

/** The way to a setting inside the file: `['clusters', 0, 'name']`. */
export type SettingPath = readonly PropertyKey[];

/** A settings file that is well-formed YAML. */
export type SettingsFile = {
  /** Plain maps, lists and strings: no scalar is anything but text (YAML's failsafe schema). */
  data: unknown;
  /** Where a setting stands; of a missing one, where its parent stands. */
  spot(path: SettingPath): Spot;
  has(path: SettingPath): boolean;
};

/** Reads YAML; `null` when it can't be used, and then the findings say why. */
export function parseSettingsFile(text: string, name: string, findings: Findings): SettingsFile | null {
  const lines = new LineCounter();
  // failsafe: a name such as `on` or `1e5` stays what the operator wrote.
  const document = parseDocument(text, { schema: 'failsafe', lineCounter: lines, prettyErrors: false });
  for (const error of document.errors) {
    const { line, col } = lines.linePos(error.pos[0]);
    const where = `${name}:${line}:${col}`;
    findings.problem({ where, key: '' }, `not valid YAML: ${YAML_TROUBLE[error.code]}`, 'correct the line');
  }
  if (document.errors.length > 0) return null;

  const data = toPlain(document);
  if (data === undefined) {
    findings.problem(
      { where: name, key: '' },
      'its YAML aliases expand to too much',
      'write the settings out',
    );
    return null;
  }
  return {
    data,
    spot: (path) => ({ where: `${name}:${lineOf(document, lines, path)}`, key: formatPath(path) }),
    has: (path) => document.hasIn(path),
  };
}

function toPlain(document: Document.Parsed): unknown {
  try {
    return document.toJS() ?? null;
  } catch (error) {
    if (error instanceof ReferenceError) return undefined;
    throw error;
  }
}

function lineOf(document: Document.Parsed, lines: LineCounter, path: SettingPath): number {
  let node: unknown = document.contents;
  let offset = document.contents?.range[0] ?? 0;
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && key.value === step);
      if (pair === undefined) break;
      offset = (isScalar(pair.key) ? pair.key.range?.[0] : undefined) ?? offset;
      node = pair.value;
    } else if (isSeq(node)) {
      const item: unknown = node.items[Number(step)];
      offset = startOf(item) ?? offset;
      node = item;
    } else {
      break;
    }
  }
  return lines.linePos(offset).line;
}

function startOf(node: unknown): number | undefined {
  return isMap(node) || isSeq(node) || isScalar(node) ? node.range?.[0] : undefined;
}

function formatPath(path: SettingPath): string {
  return path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${plainKey(step)}`))
    .join('')
    .replace(/^\./, '');
}

function plainKey(step: PropertyKey): string {
  return /^\w{1,40}$/.test(String(step)) ? String(step) : quote(String(step));
}

/** The parser's own messages can repeat the text at fault, which may be a key: these say the same without it. */
const YAML_TROUBLE: Record<ErrorCode, string> = {
  ALIAS_PROPS: 'an alias (*) with properties of its own',
  BAD_ALIAS: 'an alias (*) that names no anchor',
  BAD_COLLECTION_TYPE: 'a tag that does not fit the value',
  BAD_DIRECTIVE: 'an unknown directive (%)',
  BAD_DQ_ESCAPE: 'an unknown escape (\\) between double quotes',
  BAD_INDENT: 'wrong indentation',
  BAD_PROP_ORDER: 'an anchor or tag in the wrong place',
  BAD_SCALAR_START: 'a value that starts with a reserved character; quote it',
  BLOCK_AS_IMPLICIT_KEY: 'a nested map on the line of its key (is a value with ": " unquoted?)',
  BLOCK_IN_FLOW: 'an indented block between brackets',
  DUPLICATE_KEY: 'the same key twice',
  IMPOSSIBLE: 'text that makes no sense as YAML',
  KEY_OVER_1024_CHARS: 'a key that is far too long',
  MISSING_CHAR: 'a missing character (a space after ":" or "-", a closing quote or bracket, a comma)',
  MULTILINE_IMPLICIT_KEY: 'a key without ":" or one that spans lines',
  MULTIPLE_ANCHORS: 'two anchors on one value',
  MULTIPLE_DOCS: 'more than one document (---) in the file',
  MULTIPLE_TAGS: 'two tags on one value',
  NON_STRING_KEY: 'a key that is not text',
  RESOURCE_EXHAUSTION: 'nesting that is far too deep',
  TAB_AS_INDENT: 'a tab as indentation; use spaces',
  TAG_RESOLVE_FAILED: 'a tag (!) that is not known here',
  UNEXPECTED_TOKEN: 'something that does not belong here',
};
