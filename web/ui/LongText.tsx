import { Foreign } from './Foreign.tsx';

/** What surely fits without scrolling. */
const SHORT_CHARACTERS = 240;

/** Foreign text in full. Where it is very long it scrolls in a box of its own, which the keyboard can reach. */
export function LongText({ text, label }: { text: string; label: string }) {
  if (text.length <= SHORT_CHARACTERS) return <Foreign text={text} whole />;
  return (
    <div role="group" aria-label={label} tabIndex={0} className="max-h-40 overflow-y-auto">
      <Foreign text={text} whole />
    </div>
  );
}
