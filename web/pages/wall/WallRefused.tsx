const REVOKED = {
  title: 'The link of this display was revoked',
  why: 'So it shows nothing of the clusters any more.',
};
const UNKNOWN = {
  title: 'This link is not one of a display',
  why: 'It may have lost a part on its way here.',
};

/** A wall that has no right to be one: to be read from afar, with what to do about it for who comes near. */
export function WallRefused({ code }: { code: string | null }) {
  const words = code === 'display-revoked' ? REVOKED : UNKNOWN;
  return (
    <main className="hatched absolute inset-0 flex flex-col justify-center px-6">
      <h1 style={{ fontSize: '9vmin' }} className="leading-[1.3] font-semibold text-balance">
        {words.title}
      </h1>
      <p style={{ fontSize: '4.5vmin' }} className="leading-[1.3] text-soft">
        {words.why} An operator makes another one on the page <b>/help/wall</b> of Rollcall; open that here.
      </p>
      <p style={{ fontSize: '3.5vmin' }} className="leading-[1.3] text-faint">
        This one is tried again and again, in case it holds once more.
      </p>
    </main>
  );
}
