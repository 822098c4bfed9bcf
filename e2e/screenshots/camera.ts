/** Takes pictures of pages into docs/screenshots. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';

const PICTURES = join(import.meta.dirname, '../../docs/screenshots');

export type Look = { colorScheme: 'dark' | 'light'; width: number; height: number };
export const WIDE_DARK: Look = { colorScheme: 'dark', width: 1440, height: 900 };
export const WALL_DARK: Look = { colorScheme: 'dark', width: 1920, height: 1080 };
export const LOOKS: readonly Look[] = [
  WIDE_DARK,
  { colorScheme: 'light', width: 1440, height: 900 },
  { colorScheme: 'dark', width: 390, height: 844 },
];

/** Of the whole page, once in each look: `SUBJECT-dark-1440.png`. */
export async function photograph(page: Page, subject: string, looks: readonly Look[]): Promise<void> {
  await mkdir(PICTURES, { recursive: true });
  for (const look of looks) {
    await dress(page, look);
    await expose(page, `${subject}-${look.colorScheme}-${look.width}.png`, true);
  }
}

export async function dress(page: Page, { colorScheme, width, height }: Look): Promise<void> {
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
  await page.setViewportSize({ width, height });
}

/** Of what is seen of the page as it stands, or of all of it. */
export async function expose(page: Page, file: string, fullPage: boolean): Promise<void> {
  const path = join(PICTURES, file);
  await page.screenshot({ path, fullPage, animations: 'disabled' });
  process.stdout.write(`${path}\n`);
}

/** Of what moves to tell something, such as the bar of a wall: at the end of its way it would tell something else. */
export async function exposeInMotion(page: Page, file: string): Promise<void> {
  const path = join(PICTURES, file);
  await page.screenshot({ path });
  process.stdout.write(`${path}\n`);
}
