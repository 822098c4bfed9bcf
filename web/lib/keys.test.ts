import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Action, type Begun, SEQUENCE_MS, SHORTCUTS, type Stroke, press } from './keys.ts';

const ALL = SHORTCUTS.flatMap(({ shortcuts }) => shortcuts);

const stroke = (key: string, change: Partial<Stroke> = {}): Stroke => ({
  key,
  command: false,
  typing: false,
  atMs: 0,
  ...change,
});

/** What a row of keys does, one after the other. */
function play(...strokes: Stroke[]): Action[] {
  let begun: Begun = null;
  const actions: Action[] = [];
  for (const each of strokes) {
    const step = press(begun, each);
    begun = step.begun;
    if (step.action !== null) actions.push(step.action);
  }
  return actions;
}

/** The keys of the table as a browser reports them. */
const strokesOf = (keys: string): Stroke[] =>
  keys
    .split(' ')
    .map((key) => (key.startsWith('Mod+') ? stroke(key.slice(4), { command: true }) : stroke(key)));

describe('the table', () => {
  it('does what it says with every shortcut', () => {
    for (const { keys, action } of ALL) {
      expect(play(...strokesOf(keys)), keys).toEqual(action === undefined ? [] : [action]);
    }
  });

  it('has no shortcut twice, and none that is the beginning of another', () => {
    const active = ALL.filter(({ action }) => action !== undefined).map(({ keys }) => keys);
    expect(new Set(active).size).toBe(active.length);
    for (const keys of active)
      expect(
        active.filter((other) => other.startsWith(`${keys} `)),
        keys,
      ).toEqual([]);
  });
});

describe('a sequence', () => {
  it('may take its time, but no longer', () => {
    expect(play(stroke('g'), stroke('o', { atMs: SEQUENCE_MS }))).toEqual(['overview']);
    expect(play(stroke('g'), stroke('o', { atMs: SEQUENCE_MS + 1 }))).toEqual([]);
  });

  it('that does not go on counts its last key by itself', () => {
    expect(play(stroke('g'), stroke('j'))).toEqual(['row-down']);
    expect(play(stroke('g'), stroke('x'), stroke('o'))).toEqual([]);
    expect(play(stroke('g'), stroke('g'), stroke('o'))).toEqual(['overview']);
    expect(play(stroke('g'), stroke('Escape'), stroke('o'))).toEqual([]);
  });

  it('is over once it has led somewhere', () => {
    expect(play(stroke('g'), stroke('o'), stroke('o'))).toEqual(['overview']);
  });
});

describe('a field', () => {
  it('keeps its letters, also those that end a sequence', () => {
    fc.assert(
      fc.property(fc.constantFrom(...ALL), ({ keys }) => {
        if (keys.startsWith('Mod+')) return;
        expect(play(...strokesOf(keys).map((each) => ({ ...each, typing: true })))).toEqual([]);
      }),
    );
    expect(play(stroke('g'), stroke('o', { typing: true }))).toEqual([]);
  });

  it('lets the palette open', () => {
    expect(play(stroke('k', { command: true, typing: true }))).toEqual(['palette']);
  });
});

it('leaves what goes with Ctrl or Cmd to the browser', () => {
  for (const key of ['j', 'g', '/', 'Home', ']', 'w']) {
    expect(play(stroke(key, { command: true })), key).toEqual([]);
  }
});

it('takes letters whatever Caps Lock makes of them', () => {
  expect(play(stroke('G'), stroke('T'))).toEqual(['timeline']);
});

it('never remembers more than a beginning', () => {
  const strokes = fc.record({
    key: fc.oneof(fc.constantFrom(...ALL.flatMap(({ keys }) => keys.split(' '))), fc.string()),
    command: fc.boolean(),
    typing: fc.boolean(),
    atMs: fc.nat(),
  });
  fc.assert(
    fc.property(fc.array(strokes), (row) => {
      let begun: Begun = null;
      for (const each of row) ({ begun } = press(begun, each));
      expect([undefined, 'g']).toContain(begun?.keys);
    }),
  );
});
