import { randomBytes } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { progressOf } from './progress.ts';

describe('progress', () => {
  it.each([
    ['create_instance_from_image_unpack_progress', 'Unpack: 100% (977.27MB/s)'],
    ['download_progress', 'rootfs: 12% (3.40MB/s)'],
    ['fs_progress', 'web-1: 1.25GB (30.1MB/s)'],
    ['export_progress', '45%'],
  ])('in %s is told as LXD has it', (key, value) => {
    expect(progressOf({ fingerprint: 'x', [key]: value })).toBe(value);
  });

  it.each([
    ['nothing', null],
    ['a list', ['download_progress']],
    ['another key', { secret: '45%' }],
    ['a number', { download_progress: 45 }],
    ['what does not look like one', { download_progress: 'hello <b>world</b>' }],
    ['a token as LXD makes them', { download_progress: 'ab12'.repeat(16) }],
  ])('is not found in %s', (_what, metadata) => {
    expect(progressOf(metadata)).toBeNull();
  });

  it('is never a secret of a token, under whatever key it stands', () => {
    const secrets = fc.constant(null).map(() => randomBytes(32).toString('hex'));
    const keys = fc.oneof(fc.constant('download_progress'), fc.string());
    fc.assert(
      fc.property(keys, secrets, (key, secret) => {
        expect(progressOf({ [key]: secret })).toBeNull();
      }),
    );
  });
});
