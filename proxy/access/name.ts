/** Texts that name people and groups. */
import { MAX_NAME } from './account.ts';

/** As two ways of writing the same are taken for one; null: too long, empty, or with characters that cannot be seen, of which those at the ends are some. */
export function readName(text: string): string | null {
  const name = text.normalize('NFC');
  const isFit = name !== '' && name.trim() === name && name.length <= MAX_NAME && name.isWellFormed();
  return isFit && !/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(name) ? name : null;
}
