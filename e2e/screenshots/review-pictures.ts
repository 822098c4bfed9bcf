import type { Page } from '@playwright/test';
import type { Happening } from '../clusters/incident.ts';
import { dress, expose, type Look, WIDE_DARK } from './camera.ts';
import { CLUSTER } from './scenery.ts';

/** What is quiet before it, in the pictures of the whole. */
const QUIET_MS = 60_000;
/** An A4 page at 96 pixels to the inch, as a printer is given it. */
const A4: Look = { colorScheme: 'light', width: 794, height: 1123 };

export type Incident = { beganAtMs: number; endedAtMs: number; happenings: readonly Happening[] };

/** The pictures themselves, of a past that is there. */
export async function takePast(page: Page, url: string, incident: Incident): Promise<void> {
  const { beganAtMs, endedAtMs, happenings } = incident;
  const home = `${url}/clusters/${CLUSTER}`;
  const find = (word: string, nth = 0): Happening => {
    const found = happenings.filter((each) => each.word === word)[nth];
    if (found === undefined) throw new Error(`there was no ${word}`);
    return found;
  };
  const hangs = find('silent');
  const crash = find('silent', 1);
  const crashSeen = happenings.find(
    ({ kind, member, word }) => kind === 'status' && member === crash.member && word === 'Offline',
  );
  if (crashSeen === undefined) throw new Error('the leader never read Offline');
  const all = { from: isoOf(beganAtMs - QUIET_MS), to: isoOf(endedAtMs) };
  const marked = `${isoOf(hangs.atMs - 5000)}..${isoOf(find('Online', 1).atMs + 5000)}`;
  const timeline = `${home}/timeline?${query(all)}`;
  await dress(page, WIDE_DARK);
  const visit = async (address: string, what: RegExp): Promise<void> => {
    await page.goto(address);
    await page.getByRole('heading', { level: 1, name: what }).waitFor();
    await page.waitForLoadState('networkidle');
  };

  await visit(`${home}?${query({ at: isoOf(crashSeen.atMs + 5000) })}`, /./);
  await expose(page, 'review-1-moment.png', false);
  await visit(timeline, /Timeline/);
  await expose(page, 'review-2-timeline.png', false);
  await visit(`${timeline}&${query({ sel: marked })}`, /Timeline/);
  await page.getByRole('list', { name: 'What it comes to' }).waitFor();
  await expose(page, 'review-3-marked.png', true);
  await visit(`${home}?${query({ at: isoOf(crash.atMs - 1000) })}`, /./);
  await expose(page, 'review-4-before.png', false);
  await visit(`${home}/members/${crash.member ?? ''}?${query({ at: isoOf(crashSeen.atMs + 5000) })}`, /./);
  await expose(page, 'review-5-member.png', false);
  const ends = { from: isoOf(crash.atMs - 1000), to: isoOf(crashSeen.atMs + 5000) };
  await visit(`${home}/compare?${query(ends)}`, /./);
  await expose(page, 'review-6-compare.png', false);

  await visit(`${home}?${query({ at: isoOf((find('stopped').atMs + find('started').atMs) / 2) })}`, /./);
  await expose(page, 'review-7-blind.png', false);

  await visit(`${timeline}&${query({ sel: marked })}`, /Timeline/);
  await page.getByRole('button', { name: 'Write a note' }).click();
  await page.getByRole('textbox', { name: 'Text in Markdown' }).fill(noteOf(crash.member ?? ''));
  await page.getByRole('button', { name: /^Save/ }).click();
  await page.getByRole('list', { name: 'Notes, by time' }).waitFor();
  await page.getByRole('region', { name: 'Notes' }).scrollIntoViewIfNeeded();
  await expose(page, 'review-8-note.png', false);
  await visit(timeline, /Timeline/);
  await page.getByRole('region', { name: 'Availability' }).scrollIntoViewIfNeeded();
  await expose(page, 'review-9-availability.png', false);

  await dress(page, A4);
  await page.emulateMedia({ media: 'print' });
  // Its first page, wherever the screen was scrolled to.
  await page.keyboard.press('Home');
  await expose(page, 'review-10-report.png', false);
}

const isoOf = (atMs: number): string => new Date(Math.round(atMs)).toISOString();

const query = (values: Record<string, string>): string => new URLSearchParams(values).toString();

const noteOf = (member: string): string =>
  `**${member}** lost power: a breaker in hall C, see the log of the building.\n\n- moved its feed to the second circuit\n- next: find out why nobody was paged`;
