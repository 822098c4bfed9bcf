import type { Grant } from '~wire/grant.ts';
import { grantTold } from '../lib/certificate-words.ts';
import { grantMeans } from '../lib/grant-means.ts';
import { Foreign } from '../ui/Foreign.tsx';
import { StatusShape } from './StatusShape.tsx';

/** What a certificate of ours may, in a word and a sentence; called out where somebody should do something about it. */
export function GrantNote({ grant }: { grant: Grant | null }) {
  const { word, asks } = grantTold(grant);
  return (
    <p className="flex items-baseline gap-2">
      {asks && <StatusShape shape="attention" className="size-3.5 shrink-0 translate-y-0.5" />}
      <span className="min-w-0 break-words">
        <Foreign text={word} className="font-medium" />.{' '}
        <span className="text-soft">{grantMeans(grant)}</span>
      </span>
    </p>
  );
}
