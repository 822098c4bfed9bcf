/** How a wall display is to look and to behave: in its address alone, since nobody is there to set anything. */
import { suggest } from '~wire/suggest.ts';
import { type Zone, toZone } from '../lib/instant.ts';
import { THEMES, type Theme } from './display.tsx';
import { parseList } from './lists.ts';

/** Parts of a board that may be left out. The verdict, the members and the age of the data always stay. */
export const WALL_PARTS = ['activity', 'quorum', 'clock', 'numbers'] as const;
export type WallPart = (typeof WALL_PARTS)[number];

/** Between two times of day, in minutes since midnight in the zone of the screen; over midnight if `toMin` is the earlier. */
export type Night = { fromMin: number; toMin: number };

export type WallSettings = {
  theme: Theme;
  contrast: 'normal' | 'high';
  zone: Zone;
  /** For how long (ms) each of several clusters is shown; null: all of them on one screen. */
  rotateMs: number | null;
  /** Of everything, where 1 can be read from five metres. */
  scale: number;
  show: readonly WallPart[];
  /** When the screen is dimmed; null: never. */
  night: Night | null;
  /** Whether a change of level is heard. */
  sound: boolean;
  /** Whether all of the picture moves a little now and then, so that nothing burns in. */
  shift: boolean;
};

export const WALL_DEFAULTS: WallSettings = {
  theme: 'dark',
  contrast: 'normal',
  zone: 'utc',
  rotateMs: null,
  scale: 1,
  show: WALL_PARTS,
  night: null,
  sound: false,
  shift: true,
};

/** What `scale` and `rotateMs` may be. */
export const SCALES = { least: 0.5, most: 3 } as const;
const ROTATIONS_MS = { least: 5000, most: 3_600_000 } as const;

/** A setting that could not be read, so that its default holds; or one that there is none of. */
export type SettingProblem = { name: string; value: string; remedy: string };

type Reading<T> = { value: T } | { remedy: string };

/** How the value of each setting is read and written; `write` gives null for the default, which leaves no trace. */
type Setting<T> = { read(text: string): Reading<T>; write(value: T): string | null };

const SETTINGS: { [Name in keyof WallSettings]: Setting<WallSettings[Name]> & { name: string } } = {
  theme: { name: 'theme', ...oneOf(THEMES, WALL_DEFAULTS.theme) },
  contrast: { name: 'contrast', ...oneOf(['normal', 'high'], WALL_DEFAULTS.contrast) },
  zone: {
    name: 'zone',
    read(text) {
      const zone = toZone(text);
      return zone === null ? { remedy: 'give UTC, local, or a name such as Europe/Berlin' } : { value: zone };
    },
    write: (zone) => (zone === WALL_DEFAULTS.zone ? null : zone),
  },
  rotateMs: { name: 'rotate', read: readRotation, write: (ms) => (ms === null ? null : formatRotation(ms)) },
  scale: {
    name: 'scale',
    read(text) {
      const scale = /^\d*\.?\d+$/.test(text) ? Number(text) : Number.NaN;
      return scale >= SCALES.least && scale <= SCALES.most
        ? { value: scale }
        : { remedy: `give a number from ${SCALES.least} to ${SCALES.most}, such as 1.2` };
    },
    write: (scale) => (scale === WALL_DEFAULTS.scale ? null : String(scale)),
  },
  show: {
    name: 'show',
    read(text) {
      const named = parseList(text);
      const show = WALL_PARTS.filter((part) => named.includes(part));
      return text !== 'none' && (named.length === 0 || show.length < new Set(named).size)
        ? { remedy: `give none, or any of ${WALL_PARTS.join(', ')}, with commas between them` }
        : { value: show };
    },
    write: (show) =>
      show.length === WALL_PARTS.length
        ? null
        : WALL_PARTS.filter((part) => show.includes(part)).join() || 'none',
  },
  night: { name: 'night', read: readNight, write: (night) => (night === null ? null : formatNight(night)) },
  sound: { name: 'sound', ...onOff(WALL_DEFAULTS.sound) },
  shift: { name: 'shift', ...onOff(WALL_DEFAULTS.shift) },
};

const NAMES: readonly string[] = Object.values(SETTINGS).map(({ name }) => name);

/** What stands in addresses of other pages, and does nothing to a wall: links may bring it along. */
const OF_OTHERS: readonly string[] = ['at'];

/** What the address says, with the default for what it does not say, and for what it says wrongly. */
export function parseWallSettings(params: URLSearchParams): {
  settings: WallSettings;
  problems: SettingProblem[];
} {
  const problems: SettingProblem[] = [];
  const read = <Name extends keyof WallSettings>(key: Name): WallSettings[Name] => {
    const setting = SETTINGS[key];
    const text = params.get(setting.name);
    if (text === null) return WALL_DEFAULTS[key];
    const reading = setting.read(text.trim());
    if ('value' in reading) return reading.value;
    problems.push({ name: setting.name, value: text, remedy: reading.remedy });
    return WALL_DEFAULTS[key];
  };
  const settings: WallSettings = {
    theme: read('theme'),
    contrast: read('contrast'),
    zone: read('zone'),
    rotateMs: read('rotateMs'),
    scale: read('scale'),
    show: read('show'),
    night: read('night'),
    sound: read('sound'),
    shift: read('shift'),
  };
  for (const name of new Set(params.keys())) {
    if (!NAMES.includes(name) && !OF_OTHERS.includes(name))
      problems.push(unknownSetting(name, params.get(name)));
  }
  return { settings, problems };
}

function unknownSetting(name: string, value: string | null): SettingProblem {
  const meant = suggest(name, NAMES);
  const remedy =
    meant === undefined ? 'there is no such setting' : `there is no such setting, but there is ${meant}`;
  return { name, value: value ?? '', remedy };
}

/** The parameters that say this, and nothing else: defaults leave no trace. */
export function wallParams(settings: WallSettings): URLSearchParams {
  const params = new URLSearchParams();
  const write = <Name extends keyof WallSettings>(key: Name, value: WallSettings[Name]): void => {
    const text = SETTINGS[key].write(value);
    if (text !== null) params.set(SETTINGS[key].name, text);
  };
  write('theme', settings.theme);
  write('contrast', settings.contrast);
  write('zone', settings.zone);
  write('rotateMs', settings.rotateMs);
  write('scale', settings.scale);
  write('show', settings.show);
  write('night', settings.night);
  write('sound', settings.sound);
  write('shift', settings.shift);
  return params;
}

function oneOf<T extends string>(known: readonly T[], usual: T): Setting<T> {
  return {
    read(text) {
      const value = known.find((each) => each === text);
      return value === undefined ? { remedy: `give one of ${known.join(', ')}` } : { value };
    },
    write: (value) => (value === usual ? null : value),
  };
}

function onOff(usual: boolean): Setting<boolean> {
  return {
    read: (text) =>
      text === 'on' || text === 'off' ? { value: text === 'on' } : { remedy: 'give on or off' },
    write: (value) => (value === usual ? null : value ? 'on' : 'off'),
  };
}

const UNITS_MS: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000 };

function readRotation(text: string): Reading<number | null> {
  const [, digits = '', unit = ''] = /^(\d{1,6})([smh])$/.exec(text) ?? [];
  const ms = Number(digits) * (UNITS_MS[unit] ?? Number.NaN);
  return ms >= ROTATIONS_MS.least && ms <= ROTATIONS_MS.most
    ? { value: ms }
    : { remedy: 'give a time from 5s to 1h, such as 30s' };
}

function formatRotation(ms: number): string {
  const unit = ['h', 'm', 's'].find((each) => ms % (UNITS_MS[each] ?? Infinity) === 0) ?? 's';
  return `${Math.round(ms / (UNITS_MS[unit] ?? 1000))}${unit}`;
}

const NIGHT = /^([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)$/;

function readNight(text: string): Reading<Night | null> {
  const [all, fromHour, fromMinute, toHour, toMinute] = NIGHT.exec(text) ?? [];
  const night = {
    fromMin: Number(fromHour) * 60 + Number(fromMinute),
    toMin: Number(toHour) * 60 + Number(toMinute),
  };
  return all === undefined || night.fromMin === night.toMin
    ? { remedy: 'give two different times of day, such as 22:00-07:00' }
    : { value: night };
}

const twoDigits = (value: number): string => String(value).padStart(2, '0');
const formatMinute = (min: number): string => `${twoDigits(Math.floor(min / 60))}:${twoDigits(min % 60)}`;

const formatNight = ({ fromMin, toMin }: Night): string => `${formatMinute(fromMin)}-${formatMinute(toMin)}`;
