import { Suspense, lazy, useState } from 'react';
import { useSearchParams } from 'react-router';
import { useViewer } from '../../../api/live-context.tsx';
import { Choice } from '../../../ui/Choice.tsx';
import { CopyButton } from '../../../ui/CopyButton.tsx';
import { usePageTitle } from '../../../ui/usePageTitle.ts';
import { type WallChoice, parseWallLink, wallPath, withWallLink } from '../../../url/wall-link.ts';
import { useSummaries } from '../useSummaries.ts';
import { QrCode } from './QrCode.tsx';
import { WallForm } from './WallForm.tsx';
import { SCREENS, type Screen, WallPreview } from './WallPreview.tsx';

/** Only for those who may make one. */
const DisplayLinks = lazy(async () => ({
  default: (await import('./displays/DisplayLinks.tsx')).DisplayLinks,
}));

const ON: Readonly<Record<Screen, string>> = { wide: 'Wide', upright: 'Upright' };
const WAYS: readonly Screen[] = ['wide', 'upright'];

/** Makes the link to a wall: every setting on one side, what comes of it on the other. The page's own address has it, too. */
export function WallHelpPage() {
  usePageTitle('Set up a wall display');
  const [params, setParams] = useSearchParams();
  const [on, setOn] = useState<Screen>('wide');
  const { problems, ...inAddress } = parseWallLink(params);
  // The address follows, but too late for a control that waits for its own value.
  const [choice, setChoice] = useState<WallChoice>(inAddress);
  const { clusters } = useSummaries();
  const mayMakeLinks = useViewer()?.role === 'operator';
  const link = `${location.origin}${wallPath(choice)}`;
  const change = (next: WallChoice): void => {
    setChoice(next);
    setParams((now) => withWallLink(now, next), { replace: true, preventScrollReset: true });
  };
  return (
    <main className="flex flex-col gap-6 px-3 py-5 md:px-6 md:py-7">
      <header className="flex flex-col gap-1">
        <h1 className="text-verdict font-medium text-balance">Set up a wall display</h1>
        <p className="max-w-[44rem] text-soft">
          A screen that everybody sees and nobody touches. All that it needs is in its address; open that
          there, full screen (<kbd>f</kbd>).
        </p>
      </header>
      <div className="grid items-start gap-x-10 gap-y-8 xl:grid-cols-[26rem_minmax(0,1fr)]">
        <section aria-label="Settings" className="order-2 xl:order-1">
          <WallForm choice={choice} problems={problems} clusters={clusters} onChange={change} />
        </section>
        <div className="order-1 flex min-w-0 flex-col gap-6 xl:sticky xl:top-16 xl:order-2">
          <section aria-label="Preview" className="flex flex-col gap-2">
            <div className="flex items-center justify-between gap-4">
              <h2 className="text-base font-semibold">
                Preview <span className="font-normal text-faint">live</span>
              </h2>
              <Choice label="Screen" of={WAYS} words={ON} chosen={on} onChoose={setOn} />
            </div>
            <div style={{ maxWidth: besideLink(on) }}>
              <WallPreview choice={choice} on={on} />
            </div>
            <p className="sr-only">The wall as it will be with these settings, for those who can see it.</p>
          </section>
          <section aria-label="Link" className="flex flex-wrap items-start gap-6">
            <QrCode text={link} label={`QR code of ${link}`} />
            <div className="flex min-w-0 flex-1 basis-64 flex-col items-start gap-3">
              <h2 className="text-base font-semibold">The link</h2>
              <output className="font-mono break-all">
                <bdi>{link}</bdi>
              </output>
              <div className="flex flex-wrap items-center gap-3">
                <CopyButton text={link} label="Copy the link to the wall" word="Copy" />
                <a href={link} className="text-accent underline underline-offset-3">
                  Open it here
                </a>
              </div>
              {isOfThisMachine(location.hostname) && (
                <p className="text-sm text-soft">
                  This is an address of this very machine: another one cannot reach it. Open this page by the
                  name by which the screen will reach Rollcall, and the link will have it.
                </p>
              )}
            </div>
          </section>
        </div>
      </div>
      {mayMakeLinks && (
        <Suspense>
          <DisplayLinks choice={choice} clusters={clusters} />
        </Suspense>
      )}
    </main>
  );
}

/** What stays in sight together has to fit: the height of the window without the header and the link below. */
function besideLink(on: Screen): string {
  const { widthPx, heightPx } = SCREENS[on];
  return `max(16rem, calc((100vh - 25rem) * ${widthPx / heightPx}))`;
}

const isOfThisMachine = (host: string): boolean =>
  /^127\.|^\[::1\]$/.test(host) || host === 'localhost' || host.endsWith('.localhost');
