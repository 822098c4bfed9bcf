import { useMemo } from 'react';
import type { ClusterSummary } from '~wire/api.ts';
import { compareNatural } from '../../../lib/natural.ts';
import type { WallChoice } from '../../../url/wall-link.ts';
import {
  SCALES,
  type SettingProblem,
  WALL_PARTS,
  type WallPart,
  type WallSettings,
} from '../../../url/wall-settings.ts';
import { Check, control, Field, Name, Options, Told } from './fields.tsx';
import { NightField } from './NightField.tsx';

type WallFormProps = {
  choice: WallChoice;
  problems: readonly SettingProblem[];
  clusters: readonly ClusterSummary[];
  onChange(choice: WallChoice): void;
};

const THEMES = { dark: 'Dark', light: 'Light', system: 'As the system has it' } as const;
const CONTRASTS = { normal: 'As usual', high: 'High' } as const;
const PARTS: Readonly<Record<WallPart, string>> = {
  activity: 'The last changes',
  quorum: 'Voters, and how many may be lost',
  clock: 'The time',
  numbers: 'Load, memory, storage and instances on tiles',
};
const ROTATIONS_S = [10, 15, 30, 60, 120, 300] as const;
const ALL = 'all';

/** Every setting of a wall, with what it does; whatever is chosen is in the link at once. */
export function WallForm({ choice, problems, clusters, onChange }: WallFormProps) {
  const { cluster, settings } = choice;
  const set = (change: Partial<WallSettings>): void =>
    onChange({ cluster, settings: { ...settings, ...change } });
  const zones = useMemo(() => ['utc', 'local', ...Intl.supportedValuesOf('timeZone')], []);
  const problemOf = (name: string) => problems.find((problem) => problem.name === name);
  const names = clusters.toSorted((a, b) => compareNatural(a.name, b.name));
  const known = cluster === null || names.some(({ key }) => key === cluster);
  return (
    <form className="flex flex-col gap-5" onSubmit={(event) => event.preventDefault()}>
      <Field label="Cluster" hint="One, or all of them on one screen with the worst biggest.">
        {(ids) => (
          <select
            {...ids}
            value={cluster ?? ALL}
            onChange={({ target }) =>
              onChange({ cluster: target.value === ALL ? null : target.value, settings })
            }
            className={control}
          >
            <option value={ALL}>All clusters</option>
            {names.map(({ key, name }) => (
              <option key={key} value={key}>
                {name}
              </option>
            ))}
            {!known && <option value={cluster}>{cluster} (there is none of this name)</option>}
          </select>
        )}
      </Field>
      <Field
        label="Turns"
        name="rotate"
        problem={problemOf('rotate')}
        hint="Shows all clusters one after the other. One in trouble breaks in, and only the worst take turns then."
      >
        {(ids) => (
          <select
            {...ids}
            disabled={cluster !== null}
            value={settings.rotateMs ?? ''}
            onChange={({ target }) => set({ rotateMs: target.value === '' ? null : Number(target.value) })}
            className={control}
          >
            <option value="">None: all on one screen</option>
            {rotationsWith(settings.rotateMs).map((seconds) => (
              <option key={seconds} value={seconds * 1000}>
                {seconds % 60 === 0 ? `${seconds / 60} min each` : `${seconds} s each`}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field
        label="Colours"
        name="theme"
        problem={problemOf('theme')}
        hint="Dark is easier on eyes and screens."
      >
        {(ids) => (
          <Options ids={ids} words={THEMES} value={settings.theme} onChoose={(theme) => set({ theme })} />
        )}
      </Field>
      <Field
        label="Contrast"
        name="contrast"
        problem={problemOf('contrast')}
        hint="High: for bright rooms and tired eyes."
      >
        {(ids) => (
          <Options
            ids={ids}
            words={CONTRASTS}
            value={settings.contrast}
            onChoose={(contrast) => set({ contrast })}
          />
        )}
      </Field>
      <Field
        label="Zone"
        name="zone"
        problem={problemOf('zone')}
        hint="Of all times on the screen, and of the night."
      >
        {(ids) => (
          <select
            {...ids}
            value={settings.zone}
            onChange={({ target }) => set({ zone: target.value })}
            className={control}
          >
            {[...new Set([...zones, settings.zone])].map((zone) => (
              <option key={zone} value={zone}>
                {zone === 'utc' ? 'UTC' : zone === 'local' ? 'Of the screen’s own machine' : zone}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field
        label="Size"
        name="scale"
        problem={problemOf('scale')}
        hint="1 can be read from five metres; 2 from ten, with less on the screen."
      >
        {(ids) => (
          <span className="flex items-center gap-3">
            <input
              {...ids}
              type="range"
              min={SCALES.least}
              max={SCALES.most}
              step={0.1}
              value={settings.scale}
              onChange={({ target }) => set({ scale: Number(target.value) })}
              className="w-56 max-w-full accent-accent"
            />
            <output>{settings.scale}</output>
          </span>
        )}
      </Field>
      <fieldset className="flex flex-col gap-1">
        <legend className="pb-1 font-semibold">
          Shown <Name name="show" />
        </legend>
        {WALL_PARTS.map((part) => (
          <Check
            key={part}
            label={PARTS[part]}
            checked={settings.show.includes(part)}
            onCheck={(checked) =>
              set({
                show: WALL_PARTS.filter((each) => (each === part ? checked : settings.show.includes(each))),
              })
            }
          />
        ))}
        <Told
          problem={problemOf('show')}
          hint="The verdict, the members and the age of the data always are."
        />
      </fieldset>
      <NightField night={settings.night} problem={problemOf('night')} onChange={(night) => set({ night })} />
      <fieldset className="flex flex-col gap-1">
        <legend className="pb-1 font-semibold">Besides</legend>
        <Check label="Sound" name="sound" checked={settings.sound} onCheck={(sound) => set({ sound })} />
        <Told
          problem={problemOf('sound')}
          hint="Two soft tones when a level changes. Browsers keep silent until a key or a click, unless they are started to allow it."
        />
        <Check
          label="Moves the picture by a pixel a minute"
          name="shift"
          checked={settings.shift}
          onCheck={(shift) => set({ shift })}
        />
        <Told problem={problemOf('shift')} hint="So that nothing burns in." />
      </fieldset>
    </form>
  );
}

const rotationsWith = (ms: number | null): number[] =>
  [...new Set([...ROTATIONS_S, ...(ms === null ? [] : [ms / 1000])])].toSorted((a, b) => a - b);
