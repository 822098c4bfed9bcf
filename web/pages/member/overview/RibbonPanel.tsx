import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { formatDuration } from '~wire/duration.ts';
import { isFresh } from '~wire/freshness.ts';
import type { Span, Trails } from '~wire/series.ts';
import { productName } from '~wire/witness.ts';
import { trailsQuery } from '../../../api/member-queries.ts';
import { Moment } from '../../../components/Moment.tsx';
import { StatusRibbon, spanWords } from '../../../components/StatusRibbon.tsx';
import { type Closed, closed, stretchesOf } from '../../../lib/stretches.ts';
import { Foreign } from '../../../ui/Foreign.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import { AnswerNote } from '../AnswerNote.tsx';
import { useMember } from '../member-scene.tsx';
import { TableSwitch } from './TableSwitch.tsx';

/** What is known of a time in which nobody looked. */
const BLIND: Span = { fromMs: 0, status: null, ours: 'unknown' };

/** What became of the member within the last day, as far as it was recorded. */
export function RibbonPanel() {
  const { cluster, member, at, view, nowMs } = useMember();
  const { snapshot } = view;
  const answer = useQuery(trailsQuery(cluster, member.server_name, at));
  const [asTable, setAsTable] = useState(false);
  const name = member.server_name;
  const fresh = isFresh(snapshot, snapshot, nowMs);
  const knownUntilMs = fresh ? nowMs : snapshot.observedAtMs;
  const trails = answer.data;
  const spans = useMemo(
    () =>
      closed(
        stretchesOf(trails?.members[name] ?? [], (span) => span),
        BLIND,
        knownUntilMs,
        nowMs,
      ),
    [trails, name, knownUntilMs, nowMs],
  );
  const led = useMemo(
    () =>
      closed(
        stretchesOf(trails?.leaders ?? [], (leader) => leader.member === name),
        false,
        knownUntilMs,
        nowMs,
      ),
    [trails, name, knownUntilMs, nowMs],
  );
  const product = productName(snapshot.cluster);
  return (
    <Panel
      title="Status over time"
      count={trails === undefined ? '' : `the last ${formatDuration(nowMs - knownFromMs(trails))}`}
      tools={<TableSwitch on={asTable} onChange={setAsTable} what="the status over time" />}
    >
      {trails === undefined ? (
        <AnswerNote answer={answer} part={undefined} topic="state" />
      ) : asTable ? (
        <SpanTable spans={spans} product={product} />
      ) : (
        <StatusRibbon
          spans={spans}
          led={led}
          bounds={{ fromMs: knownFromMs(trails), toMs: Math.max(nowMs, knownFromMs(trails) + 1) }}
          product={product}
        />
      )}
    </Panel>
  );
}

/** Of the time before there is no record. */
const knownFromMs = ({ fromMs, firstMs }: Trails): number => Math.max(fromMs, firstMs ?? fromMs);

/** So many stretches are read at once; the others are behind a button. */
const FIRST = 50;

/** The same in rows, newest first. */
function SpanTable({ spans, product }: { spans: readonly Closed<Span>[]; product: string }) {
  const { nowMs } = useMember();
  const [all, setAll] = useState(false);
  const newest = spans.toReversed().slice(0, all ? undefined : FIRST);
  return (
    <div
      tabIndex={0}
      role="group"
      aria-label="Status over time, newest first"
      className="max-h-80 overflow-auto"
    >
      <table className="w-full text-left">
        <thead className="bg-sunken text-sm text-faint">
          <tr>
            {['From', 'Lasted', 'Both witnesses'].map((head) => (
              <th key={head} scope="col" className="px-5 py-1 font-normal">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {newest.map(({ fromMs, toMs, value }) => (
            <tr key={fromMs} className="border-t border-line">
              <td className="px-5 py-1">
                <Moment atMs={fromMs} nowMs={nowMs} />
              </td>
              <td className="px-5 py-1">{formatDuration(toMs - fromMs)}</td>
              <td className="px-5 py-1">
                <Foreign text={spanWords(value, product)} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {spans.length > newest.length && (
        <button
          type="button"
          onClick={() => setAll(true)}
          className="m-2 px-3 py-1 text-accent underline underline-offset-3"
        >
          Show all {spans.length}
        </button>
      )}
    </div>
  );
}
