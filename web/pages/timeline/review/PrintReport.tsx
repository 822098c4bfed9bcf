import type { ReactNode } from 'react';
import { createPortal } from 'react-dom';
import { type MemberAvailability, availability, formatShare } from '~wire/availability.ts';
import { type Entry, chronicle } from '~wire/chronicle.ts';
import { formatMeasured } from '~wire/duration.ts';
import type { Note } from '~wire/history.ts';
import type { Line } from '~wire/summary.ts';
import { formatBetween, formatFull } from '../../../lib/instant.ts';
import type { Bounds } from '../../../lib/stretches.ts';
import { zoneTitle } from '../../../lib/zone-words.ts';
import { Foreign } from '../../../ui/Foreign.tsx';
import { useZone } from '../../../url/display.tsx';
import { Markdown } from '../notes/Markdown.tsx';
import { PrintLanes } from './PrintLanes.tsx';
import type { ReviewPast } from './Review.tsx';
import { ClusterLine } from './AvailabilityPanel.tsx';
import { SummaryLines } from './SummaryPanel.tsx';
import { availabilityRows, lasting, missedMs } from './availability-rows.ts';
import printStyles from './print.css?url';
import { usePrinting } from './usePrinting.ts';

type PrintReportProps = {
  cluster: string;
  name: string;
  product: string;
  past: ReviewPast;
  notes: readonly Note[];
  lines: readonly Line[];
  range: Bounds;
  link: string;
  nowMs: number;
};

/** The same review as an incident report on paper. Only there while it is printed: nothing of it depends on what was in sight. */
export function PrintReport(props: PrintReportProps) {
  const printing = usePrinting();
  return (
    <>
      <link rel="stylesheet" href={printStyles} media="print" />
      {printing && createPortal(<Paper {...props} />, document.body)}
    </>
  );
}

/** A report is read, not searched: more than this is for the export. */
const MOST_ENTRIES = 1000;

function Paper({ cluster, name, product, past, notes, lines, range, link, nowMs }: PrintReportProps) {
  const zone = useZone();
  // The notes have a part of their own.
  const entries = chronicle({ ...past, notes: [] }, range.fromMs, range.toMs);
  const found = availability(past.trails, range.fromMs, range.toMs);
  const time = (atMs: number): string => formatFull(atMs, zone);
  return (
    <article className="print-report flex flex-col gap-5">
      <header>
        <h1 className="text-xl font-semibold">
          Incident report: <Foreign text={name} />
        </h1>
        <p>
          {time(range.fromMs)} to {time(range.toMs)}, {formatMeasured(range.toMs - range.fromMs)}
        </p>
        <p className="text-sm text-soft">
          {zoneTitle(zone)} · recorded by Rollcall from {product} · printed {time(nowMs)}
        </p>
        <p className="text-sm text-soft">{link}</p>
      </header>
      <Part title="Summary">
        <SummaryLines lines={lines} cluster={cluster} />
      </Part>
      <Part title="Lanes">
        <p className="pb-1 text-sm text-soft">
          The bar is {product}’s word: the higher, the worse; hatched: not known. The line below is our own
          probe: thick where a member did not answer as it should. The thin line on top: it led the cluster
          database.
        </p>
        <PrintLanes trails={past.trails} bounds={range} nowMs={nowMs} />
      </Part>
      {notes.length > 0 && (
        <Part title="Notes">
          {notes.map((note) => (
            <div key={note.id} className="keep-together border-t border-line py-2">
              <p className="text-sm text-soft">
                {time(note.fromMs)}
                {note.toMs !== null && ` to ${time(note.toMs)}`}
                {note.author !== null && (
                  <>
                    {' · '}
                    <Foreign text={note.author} />
                  </>
                )}
              </p>
              <Markdown text={note.text} />
            </div>
          ))}
        </Part>
      )}
      <Part title="Availability">
        <ClusterLine found={found.cluster} />
        <AvailabilityOnPaper
          rows={availabilityRows(found.members, { column: null, descending: false })}
          product={product}
        />
      </Part>
      <Part title="What happened">
        <Happened entries={entries} time={time} />
      </Part>
    </article>
  );
}

const Part = ({ title, children }: { title: string; children: ReactNode }) => (
  <section>
    <h2 className="border-b border-edge pb-1 font-semibold">{title}</h2>
    {children}
  </section>
);

type AvailabilityOnPaperProps = { rows: readonly MemberAvailability[]; product: string };

function AvailabilityOnPaper({ rows, product }: AvailabilityOnPaperProps) {
  const cells = 'py-0.5 pr-4 text-left font-normal';
  return (
    <table className="w-full text-sm">
      <thead className="text-soft">
        <tr>
          {['Member', 'Answered us', 'Did not', 'Unknown', `${product}: Online`, 'Offline', 'Evacuated'].map(
            (head) => (
              <th key={head} scope="col" className={cells}>
                {head}
              </th>
            ),
          )}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.member} className="keep-together border-t border-line">
            <th scope="row" className={`${cells} font-medium`}>
              <Foreign text={row.member} />
            </th>
            <td className={cells}>{formatShare(row.upShare)}</td>
            <td className={cells}>{lasting(missedMs(row))}</td>
            <td className={cells}>{lasting(row.ours.unknown)}</td>
            <td className={cells}>{formatShare(row.onlineShare)}</td>
            <td className={cells}>{lasting(row.lxd.offline)}</td>
            <td className={cells}>{lasting(row.lxd.evacuated)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

type HappenedProps = { entries: readonly Entry[]; time(atMs: number): string };

function Happened({ entries, time }: HappenedProps) {
  const zone = useZone();
  if (entries.length === 0) return <p className="py-2">Nothing that is recorded.</p>;
  return (
    <>
      <table className="w-full text-sm">
        <tbody>
          {entries.slice(0, MOST_ENTRIES).map((entry) => (
            <tr
              key={`${entry.source} ${'id' in entry.item ? entry.item.id : entry.atMs}`}
              className="keep-together border-b border-line align-top"
            >
              <td className="w-48 py-0.5 pr-4 whitespace-nowrap text-soft">{time(entry.atMs)}</td>
              <th scope="row" className="w-32 py-0.5 pr-4 text-left font-medium">
                {entry.member === null ? '' : <Foreign text={entry.member} />}
              </th>
              <td className="py-0.5">
                <Foreign text={entry.text} />
                {entry.evidence !== null && entry.evidence !== '' && (
                  <span className="text-soft">
                    {' · '}
                    <Foreign text={entry.evidence} />
                  </span>
                )}
                {entry.source === 'change' && entry.item.sinceMs !== null && (
                  <span className="block text-soft">
                    {formatBetween(entry.item.sinceMs, entry.atMs, zone)}, while nobody looked
                  </span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {entries.length > MOST_ENTRIES && (
        <p className="py-2">
          The first {MOST_ENTRIES} of {entries.length} are printed; the export has all of them.
        </p>
      )}
    </>
  );
}
