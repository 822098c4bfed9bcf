import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useParams } from 'react-router';
import { LEVEL_RANK } from '~wire/assess.ts';
import { useConnection, useNow } from '../../api/live-context.tsx';
import { clustersQuery } from '../../api/queries.ts';
import { pageSummary } from '../../lib/page-verdict.ts';
import { type Chimes, createChimes } from './chime.ts';
import { type Heard, chimeFor } from './chime-for.ts';

const GESTURES = ['keydown', 'pointerdown'] as const;

/** Sounds when the level of what is shown changes: of the cluster in the address, or the worst of all. */
export function WallSound() {
  const { cluster } = useParams();
  const nowMs = useNow();
  const proxyLost = useConnection().state === 'lost';
  const { data } = useQuery({ ...clustersQuery(), enabled: false });
  const [worst] = (data?.clusters ?? [])
    .filter(({ key }) => cluster === undefined || key === cluster)
    .map((summary) => pageSummary(summary, data?.nowMs ?? nowMs, nowMs, proxyLost).level)
    .toSorted((a, b) => LEVEL_RANK[b] - LEVEL_RANK[a]);

  const chimes = useRef<Chimes | null>(null);
  const heard = useRef<Heard | null>(null);
  const [silent, setSilent] = useState(false);
  useEffect(() => {
    const made = createChimes();
    chimes.current = made;
    const listening = new AbortController();
    const wake = async (): Promise<void> => {
      // Where it is not allowed this never comes to an end, and nobody waits for it.
      await made.wake();
      setSilent(!made.canSound());
    };
    setSilent(!made.canSound());
    void wake();
    for (const gesture of GESTURES) {
      document.addEventListener(gesture, () => void wake(), { signal: listening.signal });
    }
    return () => {
      listening.abort();
      chimes.current = null;
      made.close();
    };
  }, []);
  useEffect(() => {
    if (worst === undefined) return;
    const step = chimeFor(heard.current, worst, nowMs);
    heard.current = step.heard;
    if (step.chime !== null) chimes.current?.play(step.chime);
  }, [worst, nowMs]);

  if (!silent) return null;
  return (
    <p role="status" className="wall-note border-b border-line text-soft">
      Sound starts with the first key or click: until then this browser keeps silent.
    </p>
  );
}
