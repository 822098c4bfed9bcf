/** A summary for a chat or an incident document. Pure. */
import type { Line } from '~wire/summary.ts';

/** Names may hold anything: what means something in Markdown is escaped, and a line stays a line. */
const plain = (text: string): string =>
  text.replaceAll(/\s+/g, ' ').replaceAll(/[\\`*_[\]<>|#~]/g, (sign) => `\\${sign}`);

/** `heading`: the cluster and the range in words. `link`: the same view. */
export function summaryMarkdown(heading: string, lines: readonly Line[], link: string): string {
  const told =
    lines.length === 0
      ? ['Nothing happened, and somebody looked all the time.']
      : lines.map(({ text }) => `- ${plain(text)}`);
  return [`**${plain(heading)}**`, '', ...told, '', `<${link}>`, ''].join('\n');
}
