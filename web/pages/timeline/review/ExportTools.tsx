import type { Line } from '~wire/summary.ts';
import { formatFull } from '../../../lib/instant.ts';
import type { Bounds } from '../../../lib/stretches.ts';
import { CopyButton } from '../../../ui/CopyButton.tsx';
import { useZone } from '../../../url/display.tsx';
import { EXPORT_FORMATS, reviewApiPaths } from '../../../url/review-paths.ts';
import { summaryMarkdown } from './summary-markdown.ts';

type ExportToolsProps = {
  cluster: string;
  name: string;
  lines: readonly Line[];
  range: Bounds;
  /** The address of this view, with its moments fixed. */
  link: string;
};

const FORMAT_WORDS = { md: 'Markdown', csv: 'CSV', json: 'JSON' } as const;
const button =
  'flex h-6 items-center rounded-sm border border-line bg-surface px-1.5 text-sm text-soft hover:border-edge hover:bg-hover hover:text-ink';

/** Ways to take the range along. */
export function ExportTools({ cluster, name, lines, range, link }: ExportToolsProps) {
  const zone = useZone();
  const heading = `${name}, ${formatFull(range.fromMs, zone)} to ${formatFull(range.toMs, zone)}`;
  const iana =
    zone === 'local' ? Intl.DateTimeFormat().resolvedOptions().timeZone : zone === 'utc' ? 'UTC' : zone;
  return (
    <>
      <CopyButton
        label="Copy summary as Markdown"
        word="Markdown"
        text={summaryMarkdown(heading, lines, link)}
      />
      <CopyButton label="Copy link to this view" word="Link" text={link} />
      <span className="ml-auto flex items-center gap-2 text-sm text-faint">
        <span id="export-word">Everything as</span>
        <span role="group" aria-labelledby="export-word" className="flex gap-1">
          {EXPORT_FORMATS.map((format) => (
            <a
              key={format}
              href={reviewApiPaths.export(cluster, range, format, iana)}
              download
              className={button}
            >
              {FORMAT_WORDS[format]}
            </a>
          ))}
        </span>
        <button type="button" onClick={() => window.print()} className={button}>
          Print
        </button>
      </span>
    </>
  );
}
