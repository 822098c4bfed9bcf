import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSessionKeys } from './session-keys.ts';

const DAY = 86_400_000;
const NOW_MS = Date.UTC(2026, 10, 26);

let dir = '';
let path = '';
let trouble: string[] = [];
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'rollcall-keys-'));
  path = join(dir, 'data', 'session.keys');
  trouble = [];
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const openAt = (nowMs: number, where: string | null = path) =>
  openSessionKeys({
    path: where,
    longestMs: 10 * DAY,
    nowMs,
    onTrouble: (what) => trouble.push(what),
  });

describe('the keys of sessions', () => {
  it('are made once, for their owner alone, and found again', () => {
    const first = openAt(NOW_MS).current(NOW_MS);
    expect(first.key).toHaveLength(32);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(openAt(NOW_MS + DAY).current(NOW_MS + DAY)).toMatchObject({ id: first.id, key: first.key });
    expect(trouble).toEqual([]);
  });

  it('are joined by a new one each 30 days, and kept as long as what they sealed can hold', () => {
    const keys = openAt(NOW_MS);
    const [first] = keys.all();
    expect(keys.current(NOW_MS + 29 * DAY).id).toBe(first?.id);
    const second = keys.current(NOW_MS + 30 * DAY);
    expect(keys.all().map(({ id }) => id)).toEqual([second.id, first?.id]);
    expect(second.id).not.toBe(first?.id);
    expect(
      openAt(NOW_MS + 30 * DAY)
        .all()
        .map(({ id }) => id),
    ).toEqual([second.id, first?.id]);
    keys.current(NOW_MS + 60 * DAY);
    expect(keys.all()).toHaveLength(2);
    expect(keys.all().map(({ id }) => id)).not.toContain(first?.id);
  });

  it('that others could read are used no longer', () => {
    const first = openAt(NOW_MS).current(NOW_MS);
    chmodSync(path, 0o644);
    const keys = openAt(NOW_MS);
    expect(keys.all().map(({ id }) => id)).not.toContain(first.id);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(trouble).toHaveLength(1);
  });

  it.each(['', '{', '{"keys":[{"id":"a","madeAtMs":1,"key":"short"}]}'])(
    'that make no sense are made anew: %j',
    (text) => {
      openAt(NOW_MS);
      writeFileSync(path, text);
      openAt(NOW_MS);
      expect(trouble).toEqual(['the keys of sessions are made anew, and everybody has to log in again']);
      expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ keys: [{ madeAtMs: NOW_MS }] });
    },
  );

  it('work without a place to keep them', () => {
    writeFileSync(join(dir, 'file'), '');
    const keys = openAt(NOW_MS, join(dir, 'file', 'session.keys'));
    expect(keys.current(NOW_MS).key).toHaveLength(32);
    expect(trouble.at(-1)).toContain('could not be kept');
    expect(openAt(NOW_MS, null).all()).toHaveLength(1);
  });
});
