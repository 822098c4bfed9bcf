import type { DisplayMade } from '~wire/display.ts';
import { CopyButton } from '../../../../ui/CopyButton.tsx';
import { Foreign } from '../../../../ui/Foreign.tsx';
import { withDisplayToken } from '../../../../url/display-link.ts';
import { type WallChoice, wallPath } from '../../../../url/wall-link.ts';
import { QrCode } from '../QrCode.tsx';

type MadeLinkProps = { made: DisplayMade; choice: WallChoice; onDone(): void };

/** A link as long as it is there to be had: once. Its settings follow the form; its clusters are those it was made for. */
export function MadeLink({ made: { display, token }, choice, onDone }: MadeLinkProps) {
  const { name, clusters } = display;
  const cluster = clusters === 'all' ? choice.cluster : (clusters[0] ?? null);
  const link = withDisplayToken(`${location.origin}${wallPath({ ...choice, cluster })}`, token);
  return (
    <div
      role="group"
      aria-label="The new link"
      className="flex flex-wrap items-start gap-6 rounded-md border border-edge bg-surface px-5 py-4"
    >
      <QrCode text={link} label={`QR code of the link for ${name}`} />
      <div className="flex min-w-0 flex-1 basis-72 flex-col items-start gap-3">
        <h3 className="text-base font-semibold">
          The link for <Foreign text={name} />
        </h3>
        <p role="alert" className="max-w-[44rem]">
          <strong className="font-semibold text-attention">It is shown this once.</strong> Whoever has it
          reads that wall: give it to the screen, and to nobody else. Opened in this browser it would log you
          out here.
        </p>
        <output className="font-mono break-all">
          <bdi>{link}</bdi>
        </output>
        <div className="flex flex-wrap items-center gap-3">
          <CopyButton text={link} label="Copy the link for the display" word="Copy" />
          <button
            type="button"
            onClick={onDone}
            className="h-6 rounded-sm border border-line px-1.5 text-sm text-soft hover:bg-hover hover:text-ink"
          >
            Done, hide it
          </button>
        </div>
      </div>
    </div>
  );
}
