/**
 * Loaded before a program (`NODE_OPTIONS=--import .../wrong-clock.ts`): sets its clock off by the ms that stand in the file
 * which ROLLCALL_TEST_CLOCK names, from the moment that they stand there, as a machine's clock is when somebody sets it.
 */
import { readFileSync } from 'node:fs';
import { env } from 'node:process';

const LOOK_EVERY_MS = 50;

const file = env['ROLLCALL_TEST_CLOCK'] ?? '';
const rightNow = Date.now.bind(Date);
let offMs = 0;

function look(): void {
  try {
    offMs = Number(readFileSync(file, 'utf8'));
  } catch {
    // Nobody has set it yet.
  }
}

look();
setInterval(look, LOOK_EVERY_MS).unref();
Date.now = () => rightNow() + offMs;
