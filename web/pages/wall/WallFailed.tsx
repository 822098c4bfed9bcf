import { useEffect } from 'react';
import { isNotLoggedIn } from '../../api/session.ts';
import { StatusShape } from '../../components/StatusShape.tsx';
import { LEVEL_LOOKS } from '../../lib/levels.ts';
import { usePageFailure } from '../usePageFailure.ts';
import { WallKnown } from './WallKnown.tsx';
import { WallLoggedOut } from './WallLoggedOut.tsx';

/** How often a wall tries again. */
const RETRY_MS = 20_000;

/** Letters on a screen without a board: what can be read from afar, and on a narrow one what fits. */
const TITLE = 'max(9vmin, 4.5vh)';
const TEXT = 'max(4.5vmin, 2.3vh)';

/** In the place of a board that could not be loaded: to be read from afar, and that nobody has to do anything for it. */
export function WallFailed() {
  const { error, title, unknownCluster, why, remedy, thrown } = usePageFailure();
  // Before a wall nobody is there: whatever it was, it is tried again for ever.
  useEffect(() => {
    const timer = setInterval(() => {
      // Only once the proxy answers: a browser that can't reach it would show an error page of its own, and stay there.
      const asked = fetch('/healthz', { cache: 'no-store', signal: AbortSignal.timeout(RETRY_MS) });
      void asked.then(
        ({ ok }) => ok && location.reload(),
        () => {},
      );
    }, RETRY_MS);
    return () => clearInterval(timer);
  }, []);
  if (isNotLoggedIn(error)) return <WallLoggedOut code={error.code} />;
  return (
    <main
      style={{ fontSize: TEXT, lineHeight: 1.3 }}
      className="tone-unknown hatched absolute inset-0 flex flex-col justify-center gap-[0.4em] overflow-hidden text-pretty border-l-[0.5em] border-l-(--glow) px-[0.75em]"
    >
      <p className="flex items-center gap-[0.5em] font-semibold text-tone">
        <StatusShape shape="unknown" className="size-[1.1em]" />
        {LEVEL_LOOKS.unknown.word}
      </p>
      <h1 style={{ fontSize: TITLE }} className="leading-[1.15] font-semibold text-balance">
        {title}
      </h1>
      <p className="line-clamp-3 wrap-anywhere">
        <bdi>{why}</bdi> {remedy}
      </p>
      {thrown !== null && <p className="line-clamp-2 wrap-anywhere text-soft">{thrown}</p>}
      {unknownCluster && <WallKnown />}
      <p className="text-soft">This screen tries again by itself, every {RETRY_MS / 1000} seconds.</p>
    </main>
  );
}
