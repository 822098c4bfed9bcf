import { clip } from '../../../lib/foreign.ts';
import { compareNatural } from '../../../lib/natural.ts';
import { Foreign } from '../../../ui/Foreign.tsx';
import { LongText } from '../../../ui/LongText.tsx';
import { Panel } from '../../../ui/Panel.tsx';

/** The member's configuration keys, such as `scheduler.instance` and `user.*`. */
export function ConfigTable({ config }: { config: Readonly<Record<string, string>> }) {
  const entries = Object.entries(config).toSorted(([a], [b]) => compareNatural(a, b));
  return (
    <Panel title="Configuration" count={entries.length === 0 ? '' : String(entries.length)}>
      {entries.length === 0 ? (
        <p className="px-5 py-4 text-soft">No keys are set on this member.</p>
      ) : (
        <table className="w-full table-fixed">
          <thead className="sr-only">
            <tr>
              <th scope="col">Key</th>
              <th scope="col">Value</th>
            </tr>
          </thead>
          <tbody>
            {entries.map(([key, value]) => (
              <tr key={key} className="border-b border-line align-top last:border-b-0">
                <th scope="row" className="w-2/5 px-5 py-1.5 text-left font-normal text-soft">
                  <Foreign text={key} />
                </th>
                <td className="py-1.5 pr-5">
                  <LongText text={value} label={`Value of ${clip(key, 80)}`} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  );
}
