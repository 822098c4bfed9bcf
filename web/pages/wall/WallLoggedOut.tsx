import { logInPath } from '../../url/log-in.ts';
import { WallRefused } from './WallRefused.tsx';

const OF_DISPLAYS: readonly string[] = ['display-revoked', 'unknown-display', 'too-many-attempts'];

/** A wall that nobody is logged in at: to be read from afar, with what to do about it for who comes near. */
export function WallLoggedOut({ code }: { code: string | null }) {
  if (code !== null && OF_DISPLAYS.includes(code)) return <WallRefused code={code} />;
  return (
    <main className="hatched absolute inset-0 flex flex-col justify-center px-6">
      <h1 style={{ fontSize: '9vmin' }} className="leading-[1.3] font-semibold">
        Nobody is logged in here
      </h1>
      <p style={{ fontSize: '4.5vmin' }} className="leading-[1.3] text-soft">
        So there is nothing to be seen of the clusters.{' '}
        <a href={logInPath(location.pathname + location.search)} className="text-accent underline">
          Log in
        </a>{' '}
        in this browser; the wall then comes back by itself.
      </p>
    </main>
  );
}
