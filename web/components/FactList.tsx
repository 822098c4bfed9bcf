/** Facts as pairs of a term and what is known of it. What is not known is a dash, never a zero. */
import type { ReactNode } from 'react';
import { LongText } from '../ui/LongText.tsx';

export function FactList({ children }: { children: ReactNode }) {
  return (
    <dl className="grid grid-cols-[8.5rem_minmax(0,1fr)] gap-x-4 gap-y-1.5 px-5 py-3 max-sm:grid-cols-[7rem_minmax(0,1fr)]">
      {children}
    </dl>
  );
}

export function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-faint">{label}</dt>
      <dd>{children ?? <Unknown />}</dd>
    </>
  );
}

/** A fact that is a text of the cluster's. */
export function TextFact({ label, text }: { label: string; text: string | null }) {
  return (
    <Fact label={label}>
      {text === null || text === '' ? <Unknown /> : <LongText text={text} label={label} />}
    </Fact>
  );
}

export const Unknown = () => <span className="text-faint">–</span>;
