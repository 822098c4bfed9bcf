import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import type { ClusterSnapshot, Member } from '~wire/snapshot.ts';
import type { Quorum } from '~wire/verdict.ts';
import { type Loss, type VoterSpread, voterSpread } from '~wire/voter-spread.ts';
import type { Shape } from '~wire/witness.ts';
import { StatusShape } from '../../components/StatusShape.tsx';
import { formatCount } from '../../lib/units.ts';
import { Foreign } from '../../ui/Foreign.tsx';
import type { Arrangement } from '../../url/arrangement.ts';
import { MemberChip } from './MemberChip.tsx';
import { type Lane, domainLanes, groupLanes } from './lanes.ts';

type MemberLanesProps = {
  snapshot: ClusterSnapshot;
  quorum: Quorum;
  members: readonly Member[];
  arrangement: Exclude<Arrangement, 'table'>;
  nowMs: number;
};

/** The members by failure domain or by group, and where the voters are among them. */
export function MemberLanes({ snapshot, quorum, members, arrangement, nowMs }: MemberLanesProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const spread = voterSpread(snapshot, quorum, nowMs);
  const lanes =
    arrangement === 'domains'
      ? domainLanes(snapshot, spread.domains, members, nowMs)
      : groupLanes(snapshot, members, nowMs);
  const rows = useVirtualizer({
    count: lanes.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 64,
    getItemKey: (index) => lanes[index]?.key ?? index,
    overscan: 3,
  });
  return (
    <>
      {arrangement === 'domains' && <SpreadNote spread={spread} />}
      {/* Long lists scroll, so the keyboard must be able to get there. */}
      <div
        ref={scroller}
        role="group"
        aria-label={arrangement === 'domains' ? 'Failure domains' : 'Cluster groups'}
        tabIndex={0}
        className="max-h-[75dvh] min-h-0 overflow-y-auto xl:max-h-none"
      >
        <ul className="relative" style={{ height: rows.getTotalSize() }}>
          {rows.getVirtualItems().map(({ index, start }) => {
            const lane = lanes[index];
            if (lane === undefined) return null;
            return (
              <li
                key={lane.key}
                ref={rows.measureElement}
                data-index={index}
                style={{ transform: `translateY(${start}px)` }}
                className={`absolute inset-x-0 top-0 grid gap-x-6 gap-y-2 px-5 py-3 md:grid-cols-[15rem_minmax(0,1fr)] ${index === 0 ? '' : 'border-t border-line'}`}
              >
                <LaneHead lane={lane} quorum={quorum} />
                <Chips lane={lane} snapshot={snapshot} nowMs={nowMs} />
              </li>
            );
          })}
        </ul>
      </div>
    </>
  );
}

const LOSS_SHAPES: Readonly<Record<Loss, Shape | null>> = {
  stops: 'attention',
  'stops-now': 'attention',
  holds: null,
  unknown: 'unknown',
};
const LOSS_WORDS: Readonly<Record<Loss, string>> = {
  stops: 'its loss stops the database',
  'stops-now': 'as things stand, its loss stops the database',
  holds: 'the database outlives its loss',
  unknown: 'what its loss would mean is unknown',
};

function SpreadNote({ spread: { sentence, domains, sound } }: { spread: VoterSpread }) {
  const fragile = domains.some(({ loss }) => loss === 'stops' || loss === 'stops-now');
  // That all are in one domain is how most clusters are set up, and no news.
  const shape = sound ? 'online' : fragile && domains.length > 1 ? 'attention' : 'unknown';
  return (
    <p className="flex shrink-0 items-baseline gap-2.5 border-b border-line bg-sunken px-5 py-2.5">
      <StatusShape shape={shape} className="size-3.5 translate-y-0.5" />
      <Foreign text={sentence} />
    </p>
  );
}

function LaneHead({ lane, quorum }: { lane: Lane; quorum: Quorum }) {
  const { name, description, members, count, voters, loss } = lane;
  const shown = members.length === count ? '' : `${formatCount(members.length)} of `;
  const shape = loss === null ? null : LOSS_SHAPES[loss];
  return (
    <div className="min-w-0">
      <h3 className="one-line font-semibold">{name === null ? 'In no group' : <Foreign text={name} />}</h3>
      <p className="text-sm text-soft">
        {shown}
        {count === 1 ? '1 member' : `${formatCount(count)} members`}, {voters} of {quorum.voters} voters
      </p>
      {loss !== null && (
        <p className="flex items-baseline gap-1.5 text-sm text-faint">
          {shape !== null && <StatusShape shape={shape} className="size-3 translate-y-0.5" />}
          {LOSS_WORDS[loss]}
        </p>
      )}
      {description !== '' && (
        <p className="line-clamp-2 text-sm text-faint">
          <Foreign text={description} />
        </p>
      )}
    </div>
  );
}

/** More than can be taken in; those in trouble and those that vote stand first. */
const MOST_CHIPS = 60;
const TAGGED = ['leader', 'voter', 'stand-by'] as const;

type ChipsProps = { lane: Lane; snapshot: ClusterSnapshot; nowMs: number };

function Chips({ lane, snapshot, nowMs }: ChipsProps) {
  const more = lane.members.length - MOST_CHIPS;
  return (
    <ul className="flex min-w-0 flex-wrap items-start gap-2">
      {lane.members.slice(0, MOST_CHIPS).map((member) => (
        <li key={member.server_name} className="min-w-0">
          <MemberChip member={member} snapshot={snapshot} nowMs={nowMs} tagged={TAGGED} />
        </li>
      ))}
      {more > 0 && (
        <li className="flex h-8 items-center text-soft">
          and {formatCount(more)} more, to be found in the table
        </li>
      )}
    </ul>
  );
}
