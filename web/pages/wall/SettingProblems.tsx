import type { SettingProblem } from '../../url/wall-settings.ts';

/** What of the address cannot be read: said for as long as it is so, since whoever set it up will look, and nobody later. */
export function SettingProblems({ problems }: { problems: readonly SettingProblem[] }) {
  if (problems.length === 0) return null;
  return (
    <ul
      role="alert"
      aria-label="Settings that cannot be read"
      className="wall-note border-b-2 border-attention"
    >
      {problems.map(({ name, value, remedy }) => (
        <li key={name} className="one-line">
          <strong className="font-semibold text-attention">
            {name}=<bdi>{shortened(value)}</bdi>
          </strong>{' '}
          means nothing here: {remedy}.
        </li>
      ))}
    </ul>
  );
}

const LONGEST = 24;
const shortened = (value: string): string => (value.length > LONGEST ? `${value.slice(0, LONGEST)}…` : value);
