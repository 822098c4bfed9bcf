import { expect, it } from 'vitest';
import { stepsToRestricted } from './narrower.ts';

const commands = (...given: Parameters<typeof stepsToRestricted>) =>
  stepsToRestricted(...given).map(({ command }) => command);

it('renews a cluster of the file with a restricted token, by the client of its product', () => {
  expect(commands({ name: 'prod', product: 'lxd', from: 'file' }, ' --config /etc/r.yaml')).toEqual([
    'lxc config trust add --name rollcall --restricted',
    'npx rollcall enroll --renew prod TOKEN --config /etc/r.yaml',
  ]);
  expect(commands({ name: 'prod', product: 'incus', from: 'file' }, '')).toEqual([
    'incus config trust add rollcall --restricted',
    'npx rollcall enroll --renew prod TOKEN',
  ]);
});

it('enrols one of the environment, which no command writes', () => {
  const [, second] = stepsToRestricted({ name: 'lxd', product: null, from: 'environment' }, '');
  expect(second?.command).toBe('npx rollcall enroll --name lxd TOKEN');
  expect(second?.what).toContain('unset the variables LXD_*');
});

it('gives no command that cannot be typed', () => {
  expect(commands({ name: 'a\nb', product: 'lxd', from: 'file' }, '')[1]).toBeNull();
  expect(commands({ name: 'prod', product: 'lxd', from: 'file' }, null)[1]).toBeNull();
});
