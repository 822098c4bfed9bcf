import { Foreign } from '../../ui/Foreign.tsx';
import { Unknown } from '../../components/FactList.tsx';

type Text = string | 0 | null | undefined;

/** A text of the server's in a cell; a dash where it tells nothing. */
export function Words({ text }: { text: Text }) {
  return isNothing(text) ? <Unknown /> : <Foreign text={text} />;
}

/** The same, and below it in smaller letters what seldom matters. */
export function Lines({ text, less }: { text: Text; less: readonly Text[] }) {
  return (
    <>
      <Words text={text} />
      {less.map((line, index) =>
        isNothing(line) ? null : (
          <span key={index} className="block text-sm font-normal text-faint">
            <Foreign text={line} />
          </span>
        ),
      )}
    </>
  );
}

const isNothing = (text: Text): text is 0 | '' | null | undefined =>
  text === null || text === undefined || text === 0 || text === '';
