import { describe, expect, it } from 'vitest';
import { fileWith, parse } from './config/testing/settings.ts';
import { successorOf } from './successor.ts';

/** What is served before there is a cluster, from a file with this text. */
function demo(yaml: string | null) {
  const read = parse(yaml);
  if (!read.ok) throw new Error('these settings can not be used');
  return read.config;
}

describe('new settings in the place of those in use', () => {
  it('are served at the port that the system chose', () => {
    const listen = 'listen: 127.0.0.1:0\n';
    expect(successorOf(demo(listen), 40_123, parse(`${listen}${fileWith()}`))).toMatchObject({
      ok: true,
      value: { listen: { host: '127.0.0.1', port: 40_123 }, clusters: [{ name: 'prod' }] },
    });
  });

  it.each([
    [
      'can not be used',
      parse(fileWith({ clientKey: '' })),
      /^the settings can't be used: rollcall\.yaml:\d+/,
    ],
    [
      'listen elsewhere',
      parse(`listen: 127.0.0.1:9999\n${fileWith()}`),
      /^listen is 127\.0\.0\.1:9999 .* started with 127\.0\.0\.1:8484$/,
    ],
    ['speak https', parse(`tls:\n  cert: own.crt\n  key: own.key\n${fileWith()}`), /^tls was changed/],
  ])('are not when they %s', (_, read, why) => {
    expect(successorOf(demo(null), 8484, read)).toEqual({ ok: false, error: expect.stringMatching(why) });
  });
});
