import { useEffect, useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { servedQuery } from '../../api/enrolment.ts';
import { usePaths } from '../../url/paths.ts';
import { StartAgain } from './StartAgain.tsx';

/** Closing and starting take a second or two; on a machine that is busy, some more. */
const OVERDUE_AFTER_MS = 20_000;

type WayToBoardProps = {
  cluster: string;
  /** There is something to be read before: nobody is led away from it. */
  stay: boolean;
};

/** Waits for the run that serves what was enrolled, and opens its board: as a new document, for nothing of the demo is to stay. */
export function WayToBoard({ cluster, stay }: WayToBoardProps) {
  const board = usePaths().cluster(cluster);
  const { data: served = false } = useQuery(servedQuery());
  const [overdue, setOverdue] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setOverdue(true), OVERDUE_AFTER_MS);
    return () => clearTimeout(timer);
  }, []);
  useEffect(() => {
    if (served && !stay) location.replace(board);
  }, [served, stay, board]);

  if (overdue && !served) {
    return (
      <StartAgain title="Rollcall does not come back">
        It should be watching the cluster by now. What it said where it runs tells why not; then start it
        again. This page goes on looking.
      </StartAgain>
    );
  }
  const waiting = stay ? 'The board is ready in a moment.' : 'The board opens by itself in a moment.';
  return (
    <>
      <h3 className="font-semibold">
        {served ? 'Rollcall watches the cluster' : 'Rollcall turns to the cluster now'}
      </h3>
      <p role="status" className="text-soft">
        {served ? 'The simulated cluster is gone.' : `The simulated cluster ends. ${waiting}`}{' '}
        {/* Not before: nobody would answer, and the browser's own error page knows no way back. */}
        {served && (
          <a href={board} className="text-accent underline underline-offset-3">
            Open the board
          </a>
        )}
      </p>
    </>
  );
}
