import { Link, useSearchParams } from 'react-router';
import { useNow } from '../../api/live-context.tsx';
import { withAt } from '../../url/at.tsx';
import { Foreign } from '../../ui/Foreign.tsx';
import { Prose } from '../../ui/Prose.tsx';
import { Moment } from '../Moment.tsx';

type UnrecordedProps = { firstMs: number | null; cluster: string };

/** Instead of a page of a moment before the first record. */
export function Unrecorded({ firstMs, cluster }: UnrecordedProps) {
  const nowMs = useNow();
  const [params] = useSearchParams();
  return (
    <Prose title="Nothing is known of that moment">
      <p>
        Rollcall had not recorded anything of <Foreign text={cluster} className="font-medium text-ink" /> by
        then
        {firstMs !== null && (
          <>
            : the first record is of <Moment atMs={firstMs} nowMs={nowMs} />
          </>
        )}
        . Whether all was well, nobody can tell.
      </p>
      <p className="flex flex-wrap gap-x-5">
        {firstMs !== null && (
          <Link to={{ search: withAt(params, firstMs).toString() }}>Go to the first record</Link>
        )}
        <Link to={{ search: withAt(params, 'live').toString() }}>Return to live</Link>
      </p>
    </Prose>
  );
}
