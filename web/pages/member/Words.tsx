import { Foreign } from '../../ui/Foreign.tsx';
import { Unknown } from './FactList.tsx';

/** A text of the server's in a cell; a dash where it tells nothing. */
export function Words({ text }: { text: string | 0 | null | undefined }) {
  return text === null || text === undefined || text === 0 || text === '' ? (
    <Unknown />
  ) : (
    <Foreign text={text} />
  );
}
