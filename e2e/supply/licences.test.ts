import { expect, it, test } from 'vitest';
import { listLicences, objectionTo } from './licences.ts';
import { readLock } from './lock.ts';

const under = (licence: string | null, name = 'some-package') =>
  objectionTo({ name, version: '1.0.0', licence, paths: [], ships: true });

test.each([
  ['MIT', null],
  ['(MIT AND Zlib)', null],
  ['GPL-3.0-only OR MIT', null],
  ['(GPL-3.0-only OR (MIT AND ISC))', null],
  ['GPL-3.0-only', 'GPL-3.0-only is not on the list'],
  ['MIT AND GPL-3.0-only', 'MIT AND GPL-3.0-only is not on the list'],
  // AND binds closer.
  ['GPL-3.0-only AND MIT OR ISC', null],
  ['GPL-3.0-only AND (MIT OR ISC)', 'GPL-3.0-only AND (MIT OR ISC) is not on the list'],
  ['UNLICENSED', 'UNLICENSED is not on the list'],
  ['SEE LICENSE IN x', 'SEE LICENSE IN x is no expression of SPDX'],
  ['MIT OR', 'MIT OR is no expression of SPDX'],
  ['(MIT', '(MIT is no expression of SPDX'],
  ['MIT)', 'MIT) is no expression of SPDX'],
  ['', ' is no expression of SPDX'],
  [null, 'names no licence'],
])('%s', (licence, objection) => {
  expect(under(licence)).toBe(objection);
});

it('allows some licences to the packages that have them for a reason, and to no others', () => {
  expect(under('MPL-2.0')).toBe('MPL-2.0 is not on the list');
  expect(under('MPL-2.0', 'lightningcss-linux-x64-gnu')).toBeNull();
  expect(under('MPL-2.0', 'lightningcssx')).toBe('MPL-2.0 is not on the list');
  expect(under('GPL-3.0-only', 'lightningcss')).toBe('GPL-3.0-only is not on the list');
  expect(under('OFL-1.1', 'other-font')).toBe('OFL-1.1 is not on the list');
});

it('lists every licence with those who have it', () => {
  const lock = {
    packages: {
      '': { version: '0.1.0' },
      'node_modules/a': { version: '1.0.0', license: 'MIT', dev: true },
      'node_modules/b': { version: '1.0.0', license: 'MIT' },
      'node_modules/b/node_modules/@s/c': { version: '2.0.0', license: 'ISC', dev: true },
      'node_modules/@s/c': { version: '2.0.0', license: 'ISC' },
      'node_modules/d': { version: '3.0.0' },
    },
  };
  expect(listLicences(readLock(JSON.stringify(lock)))).toEqual([
    'MIT (2): a@1.0.0 (development), b@1.0.0',
    'ISC (1): @s/c@2.0.0',
    'none (1): d@3.0.0',
  ]);
});
