import { useState } from 'react';
import { Moment } from '../../../components/Moment.tsx';
import { Foreign } from '../../../ui/Foreign.tsx';
import { useMember } from '../member-scene.tsx';
import { type MemberChart, valueAt } from './member-charts.ts';

/** So many steps are read at once; the others are behind a button. */
const FIRST = 60;

/** The numbers behind a chart, newest first. */
export function ChartTable({ chart, timesMs }: { chart: MemberChart; timesMs: readonly number[] }) {
  const { nowMs } = useMember();
  const [all, setAll] = useState(false);
  const steps = timesMs
    .map((atMs, index) => ({ atMs, index }))
    .toReversed()
    .slice(0, all ? undefined : FIRST);
  return (
    <div
      tabIndex={0}
      role="group"
      aria-label={`${chart.title}, newest first`}
      className="h-48 overflow-auto rounded-sm border border-line"
    >
      <table className="w-full text-left text-sm">
        <thead className="sticky top-0 bg-sunken text-faint">
          <tr>
            <th scope="col" className="px-3 py-1 font-normal">
              Time
            </th>
            {chart.lines.map(({ label }) => (
              <th key={label} scope="col" className="px-3 py-1 text-right font-normal">
                <Foreign text={label} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {steps.map(({ atMs, index }) => (
            <tr key={atMs} className="border-t border-line">
              <th scope="row" className="px-3 py-0.5 font-normal">
                <Moment atMs={atMs} nowMs={nowMs} />
              </th>
              {chart.lines.map(({ label, values }) => {
                const value = valueAt(values, index);
                return (
                  <td key={label} className="px-3 py-0.5 text-right">
                    {value === null ? '–' : chart.format(value)}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
      {timesMs.length > steps.length && (
        <button
          type="button"
          onClick={() => setAll(true)}
          className="px-3 py-1 text-sm text-accent underline underline-offset-3"
        >
          Show all {timesMs.length} steps
        </button>
      )}
    </div>
  );
}
