import type { SettingProblem } from '../../url/wall-settings.ts';

/** More would leave the board no room; who mends these sees the others then. */
const MOST = 4;

/** What of the address cannot be read: said for as long as it is so, since whoever set it up will look, and nobody later. */
export function SettingProblems({ problems }: { problems: readonly SettingProblem[] }) {
  if (problems.length === 0) return null;
  const rest = problems.length - MOST;
  return (
    <ul
      role="alert"
      aria-label="Settings that cannot be read"
      className="wall-note border-b-2 border-attention wrap-anywhere"
    >
      {problems.slice(0, MOST).map(({ name, value, remedy }) => (
        <li key={name}>
          <strong className="font-semibold text-attention">
            <bdi>{shortened(name)}</bdi>=<bdi>{shortened(value)}</bdi>
          </strong>{' '}
          means nothing here: {remedy}.
        </li>
      ))}
      {rest > 0 && <li>and {rest} more</li>}
    </ul>
  );
}

const LONGEST = 24;
const shortened = (value: string): string => (value.length > LONGEST ? `${value.slice(0, LONGEST)}…` : value);
