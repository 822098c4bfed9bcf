import { useQuery } from '@tanstack/react-query';
import { revisionsQuery } from '../../../api/notes.ts';
import { Moment } from '../../../components/Moment.tsx';
import { Foreign } from '../../../ui/Foreign.tsx';
import { Markdown } from './Markdown.tsx';
import { PinnedTo } from './PinnedTo.tsx';

type RevisionsProps = { cluster: string; id: number; nowMs: number };

/** All that a note said before, the newest first. */
export function Revisions({ cluster, id, nowMs }: RevisionsProps) {
  const { data, error } = useQuery(revisionsQuery(cluster, id));
  if (data === undefined) {
    return <p className="text-sm text-soft">{error === null ? 'Reading …' : error.message}</p>;
  }
  return (
    <ol aria-label="What it said before" className="flex flex-col gap-2 border-l-2 border-line pl-4">
      {data.slice(1).map((revision) => (
        <li key={revision.revision} className="text-soft">
          <p className="flex flex-wrap gap-x-3 text-sm text-faint">
            <Moment atMs={revision.editedAtMs} nowMs={nowMs} />
            {revision.author !== null && <Foreign text={revision.author} />}
            {revision.deleted ? (
              'deleted'
            ) : (
              <span>
                of <PinnedTo pin={revision} nowMs={nowMs} />
              </span>
            )}
          </p>
          {!revision.deleted && <Markdown text={revision.text} />}
        </li>
      ))}
    </ol>
  );
}
