import jsQR from 'jsqr';
import { expect, it } from 'vitest';
import { qrCode } from './qr.ts';

const MODULE_PX = 4;

/** What a camera would read of it, by a decoder that shares no code with what made it. */
function readBack({ size, path }: { size: number; path: string }): string | undefined {
  const sidePx = size * MODULE_PX;
  const pixels = new Uint8ClampedArray(sidePx * sidePx * 4).fill(255);
  for (const [, x, y] of path.matchAll(/M(\d+) (\d+)h1v1h-1z/g)) {
    for (let dy = 0; dy < MODULE_PX; dy += 1) {
      const start = ((Number(y) * MODULE_PX + dy) * sidePx + Number(x) * MODULE_PX) * 4;
      for (let at = start; at < start + MODULE_PX * 4; at += 4) pixels.fill(0, at, at + 3);
    }
  }
  return jsQR(pixels, sidePx, sidePx)?.data;
}

it.each([
  'http://127.0.0.1:8484/wall',
  'https://rollcall.example.org/wall/prod-eu?zone=Europe%2FBerlin&rotate=30s&scale=1.2&show=activity%2Cclock',
  `https://rollcall.example.org/wall/${encodeURIComponent('ключ 文字 👩‍👩‍👧‍👦')}`,
  `https://rollcall.example.org/wall/${'x'.repeat(600)}`,
])('%s can be read by a camera', (text) => {
  const code = qrCode(text);
  expect(code).not.toBeNull();
  if (code !== null) expect(readBack(code)).toBe(text);
});

it('there is none of what is too long for any', () => {
  expect(qrCode('x'.repeat(5000))).toBeNull();
});
