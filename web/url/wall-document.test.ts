import { describe, expect, it } from 'vitest';
import document from '../../docs/wall.md?raw';
import { THEMES } from './display.tsx';
import { WALL_DEFAULTS, WALL_PARTS, parseWallSettings, wallParams } from './wall-settings.ts';

type Row = { name: string; values: string[]; usual: string | null };

const codesIn = (cell: string): string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);

/** The table of the settings, as it is written. */
function readTable(): Row[] {
  const [, section = ''] = /^## Settings$([\s\S]*?)^## /m.exec(document) ?? [];
  return section
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => {
      const [, name = '', values = '', usual = ''] = line.split('|');
      return { name: codesIn(name)[0] ?? '', values: codesIn(values), usual: codesIn(usual)[0] ?? null };
    });
}

const rows = readTable();
const read = (name: string, value: string) => parseWallSettings(new URLSearchParams({ [name]: value }));

describe('docs/wall.md', () => {
  it('has every setting that there is, and no other', () => {
    const unusual = wallParams({
      theme: 'light',
      contrast: 'high',
      zone: 'local',
      rotateMs: 30_000,
      scale: 2,
      show: [],
      night: { fromMin: 0, toMin: 1 },
      sound: true,
      shift: false,
    });
    expect(rows.map(({ name }) => name)).toEqual([...unusual.keys()]);
  });

  it.each(rows)('names values of $name that are understood', ({ name, values }) => {
    for (const value of values) expect(read(name, value).problems, value).toEqual([]);
  });

  it.each(rows)('says what $name is unless told', ({ name, usual }) => {
    if (usual === null) {
      expect(['rotate', 'night']).toContain(name);
      expect([WALL_DEFAULTS.rotateMs, WALL_DEFAULTS.night]).toEqual([null, null]);
    } else {
      expect(read(name, usual)).toEqual({ settings: WALL_DEFAULTS, problems: [] });
    }
  });

  it.each([
    ['theme', THEMES],
    ['contrast', ['normal', 'high']],
    ['show', [...WALL_PARTS, 'none']],
    ['sound', ['on', 'off']],
    ['shift', ['on', 'off']],
  ])('names all that %s may be', (setting, known) => {
    const { values } = rows.find(({ name }) => name === setting) ?? { values: [] };
    expect(new Set(values)).toEqual(new Set(known));
  });

  it.each([
    ['scale', '0.5', '3', ['0.49', '3.01']],
    ['rotate', '5s', '1h', ['4s', '3601s']],
  ])('names the limits of %s', (setting, least, most, beyond) => {
    const { values } = rows.find(({ name }) => name === setting) ?? { values: [] };
    expect(values.slice(0, 2)).toEqual([least, most]);
    for (const value of beyond) expect(read(setting, value).problems, value).toHaveLength(1);
  });
});
