import { endingTold } from '../lib/certificate-words.ts';
import { Moment } from './Moment.tsx';
import { StatusShape } from './StatusShape.tsx';

/** Until when a certificate is valid, and that this is soon or was. */
export function Validity({ notAfterMs, nowMs }: { notAfterMs: number | null; nowMs: number }) {
  const told = endingTold(notAfterMs, nowMs);
  if (notAfterMs === null) return <p className="text-soft">Until when it is valid is not known.</p>;
  return (
    <p className="flex items-baseline gap-2">
      {told !== null && <StatusShape shape="attention" className="size-3.5 shrink-0 translate-y-0.5" />}
      <span>
        Valid until <Moment atMs={notAfterMs} nowMs={nowMs} />
        {told !== null && `: it ${told}`}
      </span>
    </p>
  );
}
