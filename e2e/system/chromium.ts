import { type Browser, chromium } from '@playwright/test';
import playwrightConfig from '../../playwright.config.ts';

/** The browser of the other tests, with rules of its own for what names mean (`MAP name address`); or why there is none, in words for whoever reads why a test was skipped. */
export async function launchChromium({ resolve }: { resolve?: string } = {}): Promise<
  { browser: Browser } | { missing: string }
> {
  const options = playwrightConfig.use?.launchOptions;
  const args = [
    ...(options?.args ?? []),
    ...(resolve === undefined ? [] : [`--host-resolver-rules=${resolve}`]),
  ];
  try {
    return { browser: await chromium.launch({ ...options, args }) };
  } catch (error) {
    return { missing: `Chromium does not start: ${error instanceof Error ? error.message : String(error)}` };
  }
}
