/** What may leave of the texts in operations and events: bounded ones, and paths of the API without what is none of them. */

/** LXD's own texts are a sentence or two, but an error may hold the whole output of a program. */
const MAX_TEXT = 1000;
/** Of a name: LXD's own limit is 63 for most, and 255 for what is a file. */
export const MAX_NAME = 255;

/** The beginning of a text that is longer than allowed, with an ellipsis in place of the rest. */
export const clip = (text: string, max = MAX_TEXT): string =>
  text.length <= max ? text : `${text.slice(0, max - 1).toWellFormed()}…`;

const MAX_PATH = 1024;
// oxlint-disable-next-line no-control-regex -- control characters are what is looked for
const API_PATH = /^\/1\.0(?:\/[^?#\\\u0000-\u0020\u007f]*)?$/;
/** Parameters that tell which thing is meant. Any other may be a key to it, as `secret` is to an image's export. */
const MEANING = ['project', 'target'];

/** A path below `/1.0` with only those parameters that say which thing it is; null if it is none. */
export function toApiPath(raw: string): string | null {
  if (raw.length > MAX_PATH) return null;
  const mark = raw.indexOf('?');
  const path = mark < 0 ? raw : raw.slice(0, mark);
  if (!API_PATH.test(path)) return null;
  if (mark < 0) return path;
  const given = new URLSearchParams(raw.slice(mark + 1));
  const kept = new URLSearchParams();
  for (const key of MEANING) {
    const value = given.get(key);
    if (value !== null && value.length <= MAX_NAME) kept.set(key, value);
  }
  const whole = `${path}?${kept.toString()}`;
  return kept.size === 0 || whole.length > MAX_PATH ? path : whole;
}
