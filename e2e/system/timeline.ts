/** Evidence for whoever reads a failed test: what was on the page, and when, one line for each thing that changed. */
import type { Sighting } from './live-view.ts';
import type { Word } from './lxd-truth.ts';

/** Times are seconds after `sinceMs`. */
export function describeSightings(sightings: readonly Sighting[], sinceMs: number): string {
  return tell(
    sightings.map((sighting) => ({ atMs: sighting.atMs, text: inWords(sighting) })),
    sinceMs,
  );
}

/** What LXD said meanwhile: by whom, who leads, and the statuses. */
export function describeWords(words: readonly Word[], sinceMs: number): string {
  const lines = words.map(({ atMs, by, list }) => {
    const leader = list.find(({ roles }) => roles.includes('database-leader'))?.server_name ?? 'nobody';
    const statuses = list.map(({ server_name, status }) => `${server_name} ${status}`);
    return { atMs, by, text: `${by} says: ${leader} leads, ${statuses.join(', ')}` };
  });
  const byMember = Map.groupBy(lines, ({ by }) => by);
  return [...byMember.values()].map((theirs) => tell(theirs, sinceMs)).join('');
}

type Line = { atMs: number; text: string };

function tell(lines: readonly Line[], sinceMs: number): string {
  const changed = lines.filter(({ text }, index) => text !== lines[index - 1]?.text);
  return changed.map(({ atMs, text }) => `  ${seconds(atMs - sinceMs)} ${text}\n`).join('');
}

function inWords({ view: { snapshot }, verdict }: Sighting): string {
  const { failure, status } = snapshot.parts.members;
  const members = snapshot.members.map(
    ({ server_name, status: word, probe }) => `${server_name} ${word}/${probe.failure?.kind ?? probe.state}`,
  );
  const codes = verdict.reasons.map(({ code, level }) => `${code}(${level})`);
  const by = snapshot.cluster.answeringMember ?? 'nobody';
  return `${verdict.level} [${codes.join(' ')}] list ${failure?.kind ?? status} by ${by}: ${members.join(', ')}`;
}

const seconds = (ms: number): string => `${ms < 0 ? '-' : '+'}${(Math.abs(ms) / 1000).toFixed(2)} s`;
