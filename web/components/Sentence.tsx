import { Link } from 'react-router';
import { splitAtNames } from '../lib/foreign.ts';
import { keepUnits } from '../lib/keep-units.ts';
import { usePaths } from '../url/paths.ts';

type SentenceProps = {
  text: string;
  members: readonly string[];
  cluster: string;
  /** On the page of the one member that it names. */
  unlinked?: boolean;
};

/** A sentence of the verdict, in which the members it names are links to their pages. */
export function Sentence({ text, members, cluster, unlinked = false }: SentenceProps) {
  const paths = usePaths();
  return splitAtNames(text, members).map((piece, index) =>
    piece.name ? (
      <bdi key={index}>
        {unlinked ? (
          piece.text
        ) : (
          <Link
            to={paths.member(cluster, piece.text)}
            className="underline decoration-1 underline-offset-[0.18em] decoration-edge hover:decoration-current"
          >
            {piece.text}
          </Link>
        )}
      </bdi>
    ) : (
      keepUnits(piece.text)
    ),
  );
}
