import { type ReactNode, useId } from 'react';
import type { SettingProblem } from '../../../url/wall-settings.ts';

export const control = 'h-8 max-w-full rounded-sm border border-control bg-surface px-2';

type Ids = { id: string; 'aria-describedby': string; 'aria-invalid': boolean };

type FieldProps = {
  label: string;
  /** Of the parameter in the link. */
  name?: string;
  hint: string;
  problem?: SettingProblem | undefined;
  children(ids: Ids): ReactNode;
};

/** A setting with its name, what it does, and what is wrong with it. `children` gets what ties these together. */
export function Field({ label, name, hint, problem, children }: FieldProps) {
  const id = useId();
  const told = `${id}-told`;
  return (
    <div className="flex flex-col items-start gap-1">
      <label htmlFor={id} className="font-semibold">
        {label} {name !== undefined && <Name name={name} />}
      </label>
      {children({ id, 'aria-describedby': told, 'aria-invalid': problem !== undefined })}
      <Told id={told} hint={hint} problem={problem} />
    </div>
  );
}

export const Name = ({ name }: { name: string }) => <code className="font-normal text-faint">{name}</code>;

type ToldProps = { id?: string; hint: string; problem: SettingProblem | undefined };

export function Told({ id, hint, problem }: ToldProps) {
  return (
    <p id={id} className="text-sm text-soft">
      {hint}
      {problem !== undefined && (
        <strong className="block font-semibold text-offline">
          “<bdi>{problem.value.slice(0, 60)}</bdi>” cannot be read: {problem.remedy}.
        </strong>
      )}
    </p>
  );
}

type OptionsProps<T extends string> = {
  ids: Ids;
  words: Readonly<Record<T, string>>;
  value: T;
  onChoose(value: T): void;
};

/** One of a few, in words. */
export function Options<T extends string>({ ids, words, value, onChoose }: OptionsProps<T>) {
  const known = Object.keys(words).filter((word): word is T => word in words);
  return (
    <select
      {...ids}
      value={value}
      onChange={({ target }) => {
        const chosen = known.find((word) => word === target.value);
        if (chosen !== undefined) onChoose(chosen);
      }}
      className={control}
    >
      {known.map((word) => (
        <option key={word} value={word}>
          {words[word]}
        </option>
      ))}
    </select>
  );
}

type CheckProps = { label: string; name?: string; checked: boolean; onCheck(checked: boolean): void };

export function Check({ label, name, checked, onCheck }: CheckProps) {
  return (
    <label className="flex min-h-7 items-center gap-2">
      <input
        type="checkbox"
        checked={checked}
        onChange={({ target }) => onCheck(target.checked)}
        className="size-4 accent-accent"
      />
      {label} {name !== undefined && <Name name={name} />}
    </label>
  );
}
