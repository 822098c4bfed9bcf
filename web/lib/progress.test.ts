import { expect, it } from 'vitest';
import { progressShare, subjectName } from './progress.ts';

it.each([
  ['rootfs: 45% (12.3MB/s)', 0.45],
  ['Unpack: 100% (977.27MB/s)', 1],
  ['0%', 0],
  ['99.5 % done', 0.995],
  ['12.3MB/s', null],
  ['400%', null],
  ['', null],
  [null, null],
])('reads %j', (words, share) => {
  expect(progressShare(words)).toBe(share);
});

it.each([
  ['/1.0/instances/web-1?project=shop', 'web-1'],
  ['/1.0/cluster/members/rack%201%2F2', 'rack 1/2'],
  ['/1.0/instances/50%', '50%'],
  ['/', '/'],
  ['', ''],
])('names %j', (path, name) => {
  expect(subjectName(path)).toBe(name);
});
