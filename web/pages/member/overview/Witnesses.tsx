import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useMemo } from 'react';
import { formatDuration } from '~wire/duration.ts';
import { type Shape, formatLatency, lxdWord, ourWord, productName } from '~wire/witness.ts';
import { seriesQuery } from '../../../api/member-queries.ts';
import { Lasting, Moment } from '../../../components/Moment.tsx';
import { Sparkline } from '../../../components/Sparkline.tsx';
import { StatusShape, TONES, ourShape } from '../../../components/StatusShape.tsx';
import { Foreign } from '../../../ui/Foreign.tsx';
import { LongText } from '../../../ui/LongText.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import { useMember } from '../member-scene.tsx';
import { begun } from './member-charts.ts';

/** What the cluster says of a member, and what we see of it ourselves: side by side, never merged. */
export function Witnesses() {
  const { member, view, nowMs } = useMember();
  const { snapshot } = view;
  const { cluster, parts } = snapshot;
  const { probe } = member;
  const lxd = lxdWord(member, snapshot, nowMs);
  const ours = ourWord(probe, snapshot, nowMs);
  return (
    <>
      <Panel
        title={`${productName(cluster)} says`}
        count={cluster.answeringMember === null ? '' : `by ${cluster.answeringMember}`}
      >
        <Witness
          shape={lxd.shape}
          word={lxd.word}
          detail={lxd.stale ? `last known: ${member.status}` : member.message}
          dates={
            <>
              {!lxd.stale && (
                <Row label="For">
                  <Lasting since={member.statusSince} nowMs={nowMs} />
                  {', since '}
                  {!member.statusSince.witnessed && 'before '}
                  <Moment atMs={member.statusSince.atMs} nowMs={nowMs} />
                </Row>
              )}
              <Row label="Read at">
                {parts.members.observedAtMs === null ? (
                  'never'
                ) : (
                  <Moment atMs={parts.members.observedAtMs} nowMs={nowMs} />
                )}
              </Row>
            </>
          }
        />
      </Panel>
      <Panel title="We see" count="our own probe of its address">
        <Witness
          shape={ourShape(ours)}
          word={ours.state === 'answering' ? `answers in ${ours.word}` : ours.word}
          detail={probe.failure?.message ?? (ours.state === 'answering' ? `GET /1.0 at ${member.url}` : '')}
          dates={
            <>
              {ours.state !== 'unknown' && (
                <Row label="For">
                  <Lasting since={probe.since} nowMs={nowMs} />
                  {', since '}
                  {!probe.since.witnessed && 'before '}
                  <Moment atMs={probe.since.atMs} nowMs={nowMs} />
                </Row>
              )}
              <Row label="Probed at">
                {probe.observedAtMs === null ? 'not yet' : <Moment atMs={probe.observedAtMs} nowMs={nowMs} />}
              </Row>
            </>
          }
        />
        <LastHour />
      </Panel>
    </>
  );
}

/** Latencies below this (ms) are all the same to an operator, so they draw a flat line. */
const CALM_MS = 5;

/** How fast it answered us in the last hour. */
function LastHour() {
  const { cluster, member, at } = useMember();
  const { data: hour } = useQuery(seriesQuery(cluster, member.server_name, 'hour', at));
  const data = useMemo(() => (hour === undefined ? undefined : begun(hour)), [hour]);
  const known = data?.latencyMaxMs.filter((value) => value !== null) ?? [];
  if (data === undefined || known.length === 0) return null;
  return (
    <p className="mt-auto flex flex-col gap-1.5 border-t border-line px-5 py-2.5 text-sm text-soft">
      <Sparkline values={data.latencyMs} atLeast={CALM_MS} className="h-6 w-full" />
      <span className="flex justify-between gap-4">
        <span>the last {formatDuration(data.load.length * data.stepMs)}</span>
        <span>longest {formatLatency(Math.max(...known))}</span>
      </span>
    </p>
  );
}

type WitnessProps = { shape: Shape; word: string; detail: string; dates: ReactNode };

function Witness({ shape, word, detail, dates }: WitnessProps) {
  return (
    <div className={`${TONES[shape]} flex flex-col gap-3 px-5 py-4`}>
      <div className="min-w-0">
        <p className="flex items-center gap-2.5 text-xl font-medium">
          <StatusShape shape={shape} className="size-5" />
          <Foreign text={word} className="line-clamp-2 min-w-0" />
        </p>
        <div className="mt-1 min-h-5 pl-[1.875rem] text-soft">
          <LongText text={detail} label="In its own words" />
        </div>
      </div>
      <dl className="grid grid-cols-[5rem_minmax(0,1fr)] gap-y-1 pl-[1.875rem]">{dates}</dl>
    </div>
  );
}

function Row({ label, children }: { label: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-faint">{label}</dt>
      <dd>{children}</dd>
    </>
  );
}
