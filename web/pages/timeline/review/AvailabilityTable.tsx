import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import { Link } from 'react-router';
import { type MemberAvailability, formatShare } from '~wire/availability.ts';
import { TONES } from '../../../components/StatusShape.tsx';
import { Foreign } from '../../../ui/Foreign.tsx';
import { Icon } from '../../../ui/Icon.tsx';
import { usePaths } from '../../../url/paths.ts';
import {
  AVAILABILITY_COLUMNS,
  type AvailabilityColumn,
  type AvailabilityOrder,
  nextAvailabilityOrder,
} from '../../../url/review.ts';
import { NONE, availabilityRows, lasting, missedMs } from './availability-rows.ts';

type AvailabilityTableProps = {
  members: readonly MemberAvailability[];
  product: string;
  cluster: string;
  order: AvailabilityOrder;
  setOrder(order: AvailabilityOrder): void;
};

const ROW_PX = 36;
const TRACKS =
  'grid grid-cols-2 items-center gap-x-4 gap-y-0.5 px-5 py-2 md:grid-cols-[minmax(8rem,1.4fr)_minmax(9rem,1.6fr)_repeat(5,minmax(5.5rem,1fr))]';

const heads = (product: string): Readonly<Record<AvailabilityColumn, string>> => ({
  name: 'Member',
  answering: 'Answered us',
  silent: 'Did not',
  unknown: 'Unknown',
  online: `${product}: Online`,
  offline: `${product}: Offline`,
  evacuated: 'Evacuated',
});

/** Both witnesses beside each other, and what is not known apart from either. */
export function AvailabilityTable({ members, product, cluster, order, setOrder }: AvailabilityTableProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const rows = availabilityRows(members, order);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 8,
  });
  const words = heads(product);
  return (
    <div
      ref={scroller}
      role="group"
      aria-label="Availability of each member"
      tabIndex={0}
      className="max-h-[70dvh] min-h-0 flex-1 overflow-y-auto outline-offset-[-2px]"
    >
      <table role="table" aria-label="Availability" aria-rowcount={rows.length + 1} className="block w-full">
        <thead role="rowgroup" className="sticky top-0 z-10 block bg-sunken text-sm text-faint">
          <tr role="row" className={`${TRACKS} max-md:flex max-md:flex-wrap`}>
            {AVAILABILITY_COLUMNS.map((column) => (
              <Head
                key={column}
                word={words[column]}
                sorted={order.column === column ? order : null}
                onPress={() => setOrder(nextAvailabilityOrder(order, column))}
              />
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup" className="relative block" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ index, start }) => {
            const row = rows[index];
            if (row === undefined) return null;
            return (
              <tr
                key={row.member}
                ref={virtual.measureElement}
                data-index={index}
                role="row"
                aria-rowindex={index + 2}
                style={{ top: start }}
                className={`${TRACKS} absolute inset-x-0 border-t border-line`}
              >
                <Cells row={row} words={words} cluster={cluster} />
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

type HeadProps = { word: string; sorted: AvailabilityOrder | null; onPress(): void };

function Head({ word, sorted, onPress }: HeadProps) {
  const direction = sorted?.descending === true ? 'descending' : 'ascending';
  return (
    <th
      role="columnheader"
      scope="col"
      aria-sort={sorted === null ? undefined : direction}
      className="min-w-0 text-left font-normal"
    >
      <button
        type="button"
        onClick={onPress}
        className={`-mx-1.5 flex max-w-full max-md:mx-0 items-center gap-1 rounded-sm px-1.5 hover:text-ink ${sorted === null ? '' : 'font-semibold text-ink'}`}
      >
        <span className="one-line">{word}</span>
        {sorted !== null && <Icon name={sorted.descending ? 'down' : 'up'} className="size-3" />}
      </button>
    </th>
  );
}

type Words = Readonly<Record<AvailabilityColumn, string>>;

function Cells({ row, words, cluster }: { row: MemberAvailability; words: Words; cluster: string }) {
  const paths = usePaths();
  const { member, ours, lxd, upShare, onlineShare } = row;
  return (
    <>
      <th role="rowheader" scope="row" className="one-line text-left font-medium">
        <Link to={paths.member(cluster, member)} className="hover:text-accent hover:underline">
          <Foreign text={member} />
        </Link>
      </th>
      <td role="cell" className="flex items-center gap-3 max-md:justify-end">
        <span className="font-medium md:w-20">{formatShare(upShare)}</span>
        <Bar row={row} />
      </td>
      <Cell head={words.silent} text={lasting(missedMs(row))} />
      <Cell head={words.unknown} text={lasting(ours.unknown)} />
      <Cell head={words.online} text={formatShare(onlineShare)} />
      <Cell head={words.offline} text={lasting(lxd.offline)} />
      <Cell head={words.evacuated} text={lasting(lxd.evacuated)} />
    </>
  );
}

/** On a narrow screen each cell says what it is of, and what there was none of is left out. */
const Cell = ({ head, text }: { head: string; text: string }) => (
  <td role="cell" className={`min-w-0 text-soft max-md:text-sm ${text === NONE ? 'max-md:hidden' : ''}`}>
    <span className="mr-1.5 text-faint md:hidden">{head}</span>
    <span className="whitespace-nowrap">{text}</span>
  </td>
);

/** However short, what was missed is this much of the bar. */
const LEAST_PERCENT = 1.5;

/** The share as a bar, in which what is not known is pale. For the eye alone: the numbers stand around it. */
function Bar({ row: { ours, presentMs } }: { row: MemberAvailability }) {
  const part = (ms: number): number =>
    ms === 0 ? 0 : Math.max(LEAST_PERCENT, (ms / Math.max(1, presentMs)) * 100);
  return (
    <span
      aria-hidden="true"
      className="flex h-2 min-w-0 flex-1 gap-px forced-color-adjust-none max-md:hidden"
    >
      <span style={{ flexGrow: part(ours.answering) }} className={`${TONES.online} bg-(--mark) opacity-80`} />
      <span style={{ flexGrow: part(ours.wrong) }} className={`${TONES.attention} bg-(--mark)`} />
      <span style={{ flexGrow: part(ours.silent) }} className={`${TONES.offline} bg-(--mark)`} />
      <span style={{ flexGrow: part(ours.unknown) }} className={`${TONES.unknown} bg-(--mark) opacity-45`} />
    </span>
  );
}
