import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useConnection, useNow, useUpdates } from '../../api/live-context.tsx';
import { cachedView, clustersQuery } from '../../api/queries.ts';
import { isTime } from './calm.ts';

/**
 * Has a newer build of the page wait for a moment in which nobody misses anything, of any cluster: for as long as this is a wall,
 * whichever board it shows, and however often that is another one.
 */
export function WallUpdate() {
  const updates = useUpdates();
  useEffect(() => updates.hold(), [updates]);
  const client = useQueryClient();
  const nowMs = useNow();
  const live = useConnection().state !== 'lost';
  const { data } = useQuery({ ...clustersQuery(), enabled: false });
  const turned = useRef({ levels: '', atMs: -Infinity });
  useEffect(() => {
    const clusters = data?.clusters ?? [];
    const levels = clusters.map(({ key, level }) => `${key} ${level}`).join('\n');
    const { levels: before } = turned.current;
    // Of clusters that no board has been shown of the levels are all that is known.
    if (levels !== before) turned.current = { levels, atMs: before === '' ? -Infinity : nowMs };
    const sinceMs = updates.waitingSinceMs();
    if (sinceMs === null || !live) return;
    const changes = clusters.map(({ key }) => cachedView(client, key)?.changes[0]?.atMs ?? -Infinity);
    const changedAtMs = Math.max(turned.current.atMs, ...changes);
    if (isTime({ nowMs, changedAtMs, sinceMs })) updates.take();
  }, [updates, client, live, nowMs, data]);
  return null;
}
