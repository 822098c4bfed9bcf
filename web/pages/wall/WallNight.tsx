import { useQuery } from '@tanstack/react-query';
import { clustersQuery } from '../../api/queries.ts';
import type { Board } from '../../components/useBoard.ts';
import { isDimmed } from './night.ts';
import { useWallSettings } from './wall-settings-context.ts';

/** Takes away most of the light at night, from the board and from what is beside it. */
export function WallNight({ board: { view, verdict, nowMs } }: { board: Board }) {
  const { night, zone } = useWallSettings();
  const { data } = useQuery({ ...clustersQuery(), enabled: false });
  const levels = [verdict.level, ...(data?.clusters ?? []).map(({ level }) => level)];
  const changedAtMs = view.changes[0]?.atMs ?? null;
  if (!isDimmed({ night, zone, nowMs, levels, changedAtMs })) return null;
  // It has to reach beyond a picture that is moved.
  return (
    <div aria-hidden="true" data-dimmed className="wall-night pointer-events-none fixed -inset-2 z-20" />
  );
}
