import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link, useSearchParams } from 'react-router';
import { type RecordedChange, describeChange } from '~wire/change.ts';
import { nextChangeQuery } from '../../api/next-change.ts';
import { type Sight, clusterQuery } from '../../api/queries.ts';
import { formatInstant } from '../../lib/instant.ts';
import { withAt } from '../../url/at.tsx';
import { useZone } from '../../url/display.tsx';
import { Icon } from '../../ui/Icon.tsx';

type MomentStepsProps = {
  atMs: number;
  presentMs: number;
  /** Null: it is the list of all clusters, whose changes are told by none. */
  cluster: string | null;
  /** The cluster as it was at the moment; undefined: that is not known yet. */
  then: Sight | undefined;
};

const STEPS = [
  { byMs: -60_000, word: '−1 min' },
  { byMs: -10_000, word: '−10 s' },
  { byMs: 10_000, word: '+10 s' },
  { byMs: 60_000, word: '+1 min' },
] as const;

/** To moments nearby, and from change to change. What is past the present leads to the present. */
export function MomentSteps({ atMs, presentMs, cluster, then }: MomentStepsProps) {
  const { data: now } = useQuery({ ...clusterQuery(cluster ?? ''), enabled: false });
  const { data: next } = useQuery({
    ...nextChangeQuery(cluster ?? '', {
      atMs,
      firstMs: then?.moment?.firstMs ?? null,
      nowMs: presentMs,
      last: now?.changes[0]?.id ?? null,
    }),
    enabled: then !== undefined,
  });
  const previous = then?.changes.find((change) => change.atMs < atMs);
  return (
    <nav
      aria-label="Steps in time"
      className="flex items-stretch divide-x divide-current/30 rounded-sm border border-current/45 text-sm"
    >
      {cluster !== null && (
        <ChangeStep change={previous ?? null} presentMs={presentMs} which="Previous">
          <Icon name="left" />
        </ChangeStep>
      )}
      {STEPS.map(({ byMs, word }) => (
        <Step key={byMs} toMs={atMs + byMs} presentMs={presentMs}>
          {word}
        </Step>
      ))}
      {cluster !== null && (
        <ChangeStep change={next ?? null} presentMs={presentMs} which="Next">
          <Icon name="right" />
        </ChangeStep>
      )}
    </nav>
  );
}

const place = 'flex h-8 items-center gap-1 px-2 whitespace-nowrap';

type StepProps = {
  toMs: number;
  presentMs: number;
  /** For a step that is not in words. */
  label?: string;
  children: ReactNode;
};

/** Steps of one view are no places to go back to. */
function Step({ toMs, presentMs, label, children }: StepProps) {
  const [params] = useSearchParams();
  return (
    <Link
      to={{ search: withAt(params, toMs < presentMs ? toMs : 'live').toString() }}
      replace
      preventScrollReset
      aria-label={label}
      title={label}
      className={`${place} hover:bg-surface/15`}
    >
      {children}
    </Link>
  );
}

type ChangeStepProps = {
  change: RecordedChange | null;
  presentMs: number;
  which: 'Previous' | 'Next';
  children: ReactNode;
};

function ChangeStep({ change, presentMs, which, children }: ChangeStepProps) {
  const zone = useZone();
  if (change === null) {
    return (
      <span aria-hidden="true" className={`${place} opacity-40`}>
        {children}
      </span>
    );
  }
  const words = `${change.member ?? ''} ${describeChange(change)}`.trim();
  return (
    <Step
      toMs={change.atMs}
      presentMs={presentMs}
      label={`${which} change: ${words}, ${formatInstant(change.atMs, zone, presentMs)}`}
    >
      {children}
    </Step>
  );
}
