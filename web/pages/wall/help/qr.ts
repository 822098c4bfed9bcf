/** A text as a QR code, drawn as one path of squares. Pure. */
import { encode } from 'uqr';

/** Readers want so much white around it, in modules (ISO/IEC 18004). */
const QUIET = 4;

/** `size`: of a side, in modules, with the quiet zone. `path`: the dark ones, for an SVG of that size. */
export type QrCode = { size: number; path: string };

/** Null: the text is too long for any code. */
export function qrCode(text: string): QrCode | null {
  try {
    const { size, data } = encode(text, { ecc: 'M', border: QUIET });
    const dark = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : [])));
    return { size, path: dark.join('') };
  } catch {
    return null;
  }
}
