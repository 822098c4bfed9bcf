import type { Night, SettingProblem } from '../../../url/wall-settings.ts';
import { Check, Told, control } from './fields.tsx';

const USUAL: Night = { fromMin: 22 * 60, toMin: 7 * 60 };

type NightFieldProps = {
  night: Night | null;
  problem: SettingProblem | undefined;
  onChange(night: Night | null): void;
};

/** Whether and when the screen is dimmed. */
export function NightField({ night, problem, onChange }: NightFieldProps) {
  const change = (part: Partial<Night>): void => {
    const next = { ...(night ?? USUAL), ...part };
    if (next.fromMin !== next.toMin) onChange(next);
  };
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="pb-1 font-semibold">
        Night <code className="font-normal text-faint">night</code>
      </legend>
      <Check
        label="Dims the screen"
        checked={night !== null}
        onCheck={(checked) => onChange(checked ? USUAL : null)}
      />
      {night !== null && (
        <span className="flex flex-wrap items-center gap-2">
          <Time label="From" min={night.fromMin} onChange={(fromMin) => change({ fromMin })} />
          <Time label="to" min={night.toMin} onChange={(toMin) => change({ toMin })} />
        </span>
      )}
      <Told
        problem={problem}
        hint="Between two times in the zone of the screen. What is critical or unknown, or has just changed, is bright."
      />
    </fieldset>
  );
}

type TimeProps = { label: string; min: number; onChange(min: number): void };

function Time({ label, min, onChange }: TimeProps) {
  const twoDigits = (value: number): string => String(value).padStart(2, '0');
  return (
    <label className="flex items-center gap-2">
      {label}
      <input
        type="time"
        required
        value={`${twoDigits(Math.floor(min / 60))}:${twoDigits(min % 60)}`}
        onChange={({ target }) => {
          const [hour, minute] = target.value.split(':').map(Number);
          if (hour !== undefined && minute !== undefined) onChange(hour * 60 + minute);
        }}
        className={control}
      />
    </label>
  );
}
