import { type Browser, chromium } from '@playwright/test';
import playwrightConfig from '../../playwright.config.ts';

/** The browser of the other tests; or why there is none, in words for whoever reads why a test was skipped. */
export async function launchChromium(): Promise<{ browser: Browser } | { missing: string }> {
  try {
    return { browser: await chromium.launch(playwrightConfig.use?.launchOptions) };
  } catch (error) {
    return { missing: `Chromium does not start: ${error instanceof Error ? error.message : String(error)}` };
  }
}
