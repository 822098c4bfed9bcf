import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseWallLink, wallPath, withWallLink } from './wall-link.ts';
import {
  WALL_DEFAULTS,
  WALL_PARTS,
  type WallSettings,
  parseWallSettings,
  wallParams,
} from './wall-settings.ts';

const minute = fc.integer({ min: 0, max: 1439 });
const settings: fc.Arbitrary<WallSettings> = fc.record({
  theme: fc.constantFrom('system', 'light', 'dark'),
  contrast: fc.constantFrom('normal', 'high'),
  zone: fc.constantFrom('utc', 'local', 'Europe/Berlin', 'Asia/Kolkata'),
  rotateMs: fc.option(fc.integer({ min: 5, max: 3600 }).map((seconds) => seconds * 1000)),
  scale: fc.integer({ min: 50, max: 300 }).map((percent) => percent / 100),
  show: fc.subarray([...WALL_PARTS]),
  night: fc.option(
    fc
      .tuple(minute, minute)
      .filter(([from, to]) => from !== to)
      .map(([fromMin, toMin]) => ({ fromMin, toMin })),
  ),
  sound: fc.boolean(),
  shift: fc.boolean(),
});

describe('the link to a wall', () => {
  it('comes back from the address of the page that makes it', () => {
    const clusters = fc.option(
      fc.string({ unit: 'grapheme', minLength: 1 }).filter((name) => !/^\.{1,2}$/.test(name)),
    );
    fc.assert(
      fc.property(clusters, settings, (cluster, chosen) => {
        const choice = { cluster, settings: chosen };
        const params = withWallLink(new URLSearchParams({ theme: 'light' }), choice);
        expect(params.get('theme')).toBe('light');
        const { searchParams } = new URL(`https://rollcall.example/help/wall?${params.toString()}`);
        expect(parseWallLink(searchParams)).toEqual({ ...choice, problems: [] });
      }),
    );
  });

  it('is that of all clusters where it is none of a wall', () => {
    for (const link of [
      '',
      '/clusters/prod',
      'https://evil.example/x',
      '//evil.example',
      '/wall/a/b',
      '/wall/%FF',
    ]) {
      expect(parseWallLink(new URLSearchParams({ link })).cluster).toBeNull();
    }
    expect(wallPath({ cluster: null, settings: WALL_DEFAULTS })).toBe('/wall');
    expect(parseWallLink(new URLSearchParams({ link: '/wall/prod?scale=9' })).problems).toHaveLength(1);
  });
});

const read = (query: string) => parseWallSettings(new URLSearchParams(query));

describe('the settings of a wall', () => {
  it('come back from an address as they were', () => {
    fc.assert(
      fc.property(settings, (chosen) => {
        const { searchParams } = new URL(`https://rollcall.example/wall?${wallParams(chosen).toString()}`);
        expect(parseWallSettings(searchParams)).toEqual({ settings: chosen, problems: [] });
      }),
    );
  });

  it('leave no trace where they are the usual ones', () => {
    expect(wallParams(WALL_DEFAULTS).size).toBe(0);
    expect(read('')).toEqual({ settings: WALL_DEFAULTS, problems: [] });
  });

  it('are read as people write them', () => {
    expect(
      read('theme=light&zone=UTC&rotate=30s&scale=1.2&show=activity,clock&night=22:00-07:00').settings,
    ).toEqual({
      ...WALL_DEFAULTS,
      theme: 'light',
      rotateMs: 30_000,
      scale: 1.2,
      show: ['activity', 'clock'],
      night: { fromMin: 22 * 60, toMin: 7 * 60 },
    });
    expect(read('show=none&rotate=2m&sound=on&shift=off').settings).toMatchObject({
      show: [],
      rotateMs: 120_000,
      sound: true,
      shift: false,
    });
  });

  it.each([
    ['theme', 'blue'],
    ['contrast', 'much'],
    ['zone', 'Mars/Base'],
    ['rotate', '30'],
    ['rotate', '2s'],
    ['rotate', '9h'],
    ['scale', '0'],
    ['scale', '1e1'],
    ['scale', 'Infinity'],
    ['show', 'clock,nothing'],
    ['show', ''],
    ['night', '22-7'],
    ['night', '07:00-07:00'],
    ['night', '24:00-07:00'],
    ['sound', 'loud'],
    ['shift', '1'],
  ])('name what cannot be read: %s=%s', (name, value) => {
    const { settings: got, problems } = read(new URLSearchParams({ [name]: value }).toString());
    expect(got).toEqual(WALL_DEFAULTS);
    expect(problems).toEqual([{ name, value, remedy: expect.stringMatching(/^give /) }]);
  });

  it.each([
    ['scal', '2', 'there is no such setting, but there is scale'],
    ['Zone', 'local', 'there is no such setting, but there is zone'],
    ['foo', 'bar', 'there is no such setting'],
  ])('name what there is none of: %s=%s', (name, value, remedy) => {
    const query = new URLSearchParams([
      [name, value],
      [name, 'again'],
    ]);
    expect(parseWallSettings(query)).toEqual({
      settings: WALL_DEFAULTS,
      problems: [{ name, value, remedy }],
    });
  });

  it('leave alone what links of other pages bring along', () => {
    expect(read('at=2026-11-20T03:12:07Z&scale=2').problems).toEqual([]);
  });

  it('are never anything but settings, whatever is written', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('theme', 'zone', 'rotate', 'scale', 'show', 'night'),
        fc.string(),
        (name, value) => {
          const { settings: got } = read(new URLSearchParams({ [name]: value }).toString());
          expect(parseWallSettings(wallParams(got))).toEqual({ settings: got, problems: [] });
        },
      ),
    );
  });
});
