import { Foreign } from '../../ui/Foreign.tsx';

/** So many are in sight without scrolling. */
const IN_SIGHT = 6;

type NamesProps = { names: readonly string[]; label: string; mono?: boolean };

/** Names, one to a line. Many scroll in a box of their own, which the keyboard can reach. */
export function Names({ names, label, mono = false }: NamesProps) {
  const list = (
    <ul className={`flex flex-col break-all ${mono ? 'font-mono text-sm' : ''}`}>
      {names.map((name) => (
        <li key={name}>
          <Foreign text={name} />
        </li>
      ))}
    </ul>
  );
  if (names.length <= IN_SIGHT) return list;
  return (
    <div role="group" aria-label={label} tabIndex={0} className="max-h-40 overflow-y-auto">
      {list}
    </div>
  );
}
