import { clip } from '../lib/foreign.ts';

/** More than any line shows; the page of the member has the rest. */
const LINE_CHARACTERS = 300;

type ForeignProps = { text: string; className?: string; whole?: boolean };

/**
 * Text that comes from a cluster: isolated, so that its direction cannot disturb what stands around it, and cut to
 * what a line can show unless the `whole` of it is wanted.
 */
export function Foreign({ text, className, whole = false }: ForeignProps) {
  return <bdi className={className}>{whole ? text : clip(text, LINE_CHARACTERS)}</bdi>;
}
