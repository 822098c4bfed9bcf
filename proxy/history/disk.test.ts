/** Disks that are full, or can only be read: real ones, so as root on Linux alone. */
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { checkHistory } from './check.ts';
import type { HistoryStore } from './store.ts';
import { DAY_0, batch, change } from './testing/batches.ts';
import { type Scratch, makeScratch } from './testing/scratch.ts';
import { valueOf } from './testing/store-suite.ts';
import { openSqliteInWorker } from './worker.ts';

const mount = (...args: string[]): void => {
  execFileSync('mount', args, { stdio: 'pipe' });
};

/** Containers may have root and still not mount. */
function canMount(): boolean {
  try {
    execFileSync('unshare', ['--mount', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt'], { stdio: 'pipe' });
    return true;
  } catch {
    return false;
  }
}

describe.skipIf(!canMount())('a disk of its own', () => {
  let scratch: Scratch;
  let dir: string;
  let file: string;
  let store: HistoryStore;
  beforeEach(async () => {
    scratch = await makeScratch();
    dir = scratch.path('disk');
    mkdirSync(dir);
    mount('-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', dir);
    file = `${dir}/rollcall.db`;
    store = openSqliteInWorker(file);
  });
  afterEach(async () => {
    await store.close();
    execFileSync('umount', [dir]);
    await scratch.dispose();
  });

  const note = 'x'.repeat(20_000);
  const changeIn = (seq: number) =>
    batch(seq, DAY_0 + seq, { changes: [change(seq, DAY_0 + seq, { note })] });
  const numbers = async (): Promise<number[]> => {
    const query = { cluster: 'prod', fromMs: 0, toMs: DAY_0 * 2, limit: 10_000 };
    return valueOf(await store.changes(query)).items.map(({ id }) => id);
  };

  test('that is full keeps what it has, can be read, and takes more as soon as there is room', async () => {
    let seq = 1;
    let written = await store.write(changeIn(seq));
    while (written.ok) written = await store.write(changeIn((seq += 1)));
    expect(written.error.kind).toBe('disk-full');
    const held = Array.from({ length: seq - 1 }, (_, index) => index + 1).toReversed();
    expect(await numbers()).toEqual(held);
    expect(await store.write(changeIn(seq))).toMatchObject({ ok: false, error: { kind: 'disk-full' } });
    mount('-o', 'remount,size=16m', dir);
    valueOf(await store.write(changeIn(seq)));
    expect(await numbers()).toEqual([seq, ...held]);
    expect(valueOf(await checkHistory(file))).toEqual([]);
  });

  test('that is full from the start says so', async () => {
    execFileSync('sh', ['-c', `dd if=/dev/zero of=${dir}/other bs=64k 2>/dev/null; true`]);
    expect(await store.write(changeIn(1))).toMatchObject({ ok: false, error: { kind: 'disk-full' } });
    execFileSync('rm', [`${dir}/other`]);
    valueOf(await store.write(changeIn(1)));
  });

  test('that can only be read says so, can be read, and takes more as soon as it can be written', async () => {
    valueOf(await store.write(changeIn(1)));
    // A disk that fails is made so by the system under the program; only one that nobody writes to can be made so by hand.
    await store.close();
    mount('-o', 'remount,ro', dir);
    store = openSqliteInWorker(file);
    const refused = await store.write(changeIn(2));
    expect(refused).toMatchObject({
      ok: false,
      error: { kind: expect.stringMatching(/^(read-only|cannot-open)$/) },
    });
    mount('-o', 'remount,rw', dir);
    valueOf(await store.write(changeIn(2)));
    expect(await numbers()).toEqual([2, 1]);
  });
});
