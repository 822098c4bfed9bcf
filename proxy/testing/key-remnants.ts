/** Finds a private key, or a piece of one, in whatever was said or written. */
import { createPrivateKey } from 'node:crypto';

/** Of the key itself: less than this tells nobody anything. */
const WINDOW_BYTES = 24;
const AROUND = 4;

/**
 * Looks for any 24 bytes in a row of the key `pem`: as they are, in hex, and in base64 of any alignment, with or without
 * line ends in between (a PEM in a JSON text has them spelled). Returns what was found first, or null.
 */
export function remnantFinder(pem: string): (said: Buffer | string) => string | null {
  const der = secretPartOf(pem);
  const hex = der.toString('hex');
  const forms = [
    windowsOf([der.toString('latin1')], WINDOW_BYTES),
    windowsOf([hex, hex.toUpperCase(), hex.replaceAll(/..(?!$)/g, '$&:')], WINDOW_BYTES * 2),
    // The first characters of an alignment depend on what is before.
    windowsOf(
      [0, 1, 2].map((skipped) => der.subarray(skipped).toString('base64').replace(/=+$/, '')),
      WINDOW_BYTES,
    ),
  ];
  return (said) => {
    const text = typeof said === 'string' ? said : said.toString('latin1');
    const joined = text.replaceAll(/\\[rn]|[\r\n\s]/g, '');
    for (const { size, windows } of forms) {
      for (const each of [text, joined]) {
        for (let at = 0; at + size <= each.length; at += 1) {
          const window = each.slice(at, at + size);
          if (windows.has(window)) return window;
        }
      }
    }
    return null;
  };
}

/** What its certificate tells everybody, the kind of key and its public half, is no secret: of a key of a curve this is the rest. */
function secretPartOf(pem: string): Buffer {
  const key = createPrivateKey(pem);
  const der = key.export({ format: 'der', type: 'pkcs8' });
  const scalar = Buffer.from(key.export({ format: 'jwk' }).d ?? '', 'base64url');
  const at = der.indexOf(scalar);
  if (scalar.length === 0 || at < 0) throw new Error('this is no key of a curve');
  return der.subarray(at - AROUND, at + scalar.length + AROUND);
}

function windowsOf(texts: readonly string[], size: number): { size: number; windows: ReadonlySet<string> } {
  const windows = new Set<string>();
  for (const text of texts)
    for (let at = 0; at + size <= text.length; at += 1) windows.add(text.slice(at, at + size));
  return { size, windows };
}
