/** Evidence for whoever reads a failed test: what was on the page, and when, one line for each thing that changed. */
import type { Sighting } from './live-view.ts';

/** Times are seconds after `sinceMs`. */
export function describeSightings(sightings: readonly Sighting[], sinceMs: number): string {
  const lines = sightings.map((sighting) => ({ atMs: sighting.atMs, text: inWords(sighting) }));
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
