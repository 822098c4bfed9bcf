import { useMemo } from 'react';
import { qrCode } from './qr.ts';

const LEAST_MODULE_PX = 4;
const LEAST_PX = 192;

/** An address as a QR code: dark on white in any colours of the page, since not every reader takes it the other way round. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const code = useMemo(() => qrCode(text), [text]);
  if (code === null) return <p className="text-soft">The link is too long for a QR code.</p>;
  // Whole pixels for each module: uneven ones are what readers stumble over.
  const sidePx = code.size * Math.max(LEAST_MODULE_PX, Math.ceil(LEAST_PX / code.size));
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${code.size} ${code.size}`}
      shapeRendering="crispEdges"
      style={{ width: sidePx, height: sidePx }}
      className="max-w-full shrink-0 rounded-md bg-[#fff]"
    >
      <path d={code.path} fill="#000" />
    </svg>
  );
}
