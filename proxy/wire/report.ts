/** A stretch of time as Markdown that can be pasted into an incident document. Nothing that a cluster says can change its form. Pure. */
import { type Availability, availability, formatShare } from './availability.ts';
import { type Entry, chronicle } from './chronicle.ts';
import { formatMeasured } from './duration.ts';
import { markdownQuote, markdownText } from './markdown-text.ts';
import type { ClusterIdentity } from './snapshot.ts';
import { type Happenings, summarise } from './summary.ts';
import type { Verdict } from './verdict.ts';
import { productName } from './witness.ts';
import { formatUtc, zonedFormatter } from './zoned.ts';

export type Incident = {
  cluster: ClusterIdentity;
  fromMs: number;
  toMs: number;
  /** IANA, such as `Europe/Berlin`; there has to be such a zone. */
  zone: string;
  happenings: Happenings;
  /** Some of what happened is left out, as there is too much of it. */
  cut: boolean;
  /** On the moments at both ends of the range; null: nothing had been recorded by then. */
  start: Verdict | null;
  end: Verdict | null;
  rollCallIntervalMs: number;
  probeIntervalMs: number;
  /** To pages that show it, absolute. */
  links: readonly { label: string; url: string }[];
  madeAtMs: number;
};

export function incidentReport(incident: Incident): string {
  const { fromMs, toMs, zone, happenings } = incident;
  const clock = clockOf(zone);
  const sections = [
    head(incident, clock),
    section('Summary', summary(happenings, fromMs, toMs)),
    section('Verdict', verdicts(incident, clock)),
    section('What happened', happened(incident, clock)),
    section('Notes', notes(happenings, clock)),
    section('Availability', available(availability(happenings.trails, fromMs, toMs))),
    section('How it was observed', observed(incident, clock)),
  ];
  return `${sections.filter((text) => text !== '').join('\n\n')}\n`;
}

/** Columns of times: UTC, and the zone's where it is another one. `both`: the same in a sentence. */
type Clock = { titles: string[]; cells(atMs: number): string[]; both(atMs: number): string };

function clockOf(zone: string): Clock {
  if (zone === 'UTC') {
    const utc = (atMs: number): string => `${formatUtc(atMs)} UTC`;
    return { titles: ['UTC'], cells: (atMs) => [formatUtc(atMs)], both: utc };
  }
  const zoned = zonedFormatter(zone);
  return {
    titles: ['UTC', markdownText(zone)],
    cells: (atMs) => [formatUtc(atMs), zoned(atMs)],
    both: (atMs) => `${formatUtc(atMs)} UTC (${zoned(atMs)})`,
  };
}

const section = (title: string, body: string): string => (body === '' ? '' : `## ${title}\n\n${body}`);

/** Cells have to be Markdown already. */
function table(titles: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(titles), line(titles.map(() => '---')), ...rows.map(line)].join('\n');
}

function head({ cluster, fromMs, toMs, zone }: Incident, clock: Clock): string {
  const version = cluster.serverVersion === null ? '' : ` ${markdownText(cluster.serverVersion)}`;
  const lines = [
    `# ${markdownText(cluster.name)}: ${formatUtc(fromMs).slice(0, 16)} to ${formatUtc(toMs).slice(0, 16)} UTC`,
    [
      `- Cluster: ${markdownText(cluster.name)}, ${productName(cluster)}${version}`,
      `- From: ${clock.both(fromMs)}`,
      `- To: ${clock.both(toMs)}, ${formatMeasured(toMs - fromMs)} later`,
      `- Time zone: ${zone === 'UTC' ? 'UTC' : `UTC, and ${markdownText(zone)}`}`,
    ].join('\n'),
  ];
  if (cluster.demo) lines.push('**A simulated cluster: everything about it is made up.**');
  return lines.join('\n\n');
}

function summary(happenings: Happenings, fromMs: number, toMs: number): string {
  const lines = summarise(happenings, fromMs, toMs);
  if (lines.length === 0) return 'Nothing happened, and somebody looked all the time.';
  return lines.map(({ text }) => `- ${markdownText(text)}`).join('\n');
}

function verdicts({ start, end, fromMs, toMs }: Incident, clock: Clock): string {
  const row = (atMs: number, verdict: Verdict | null): string[] => [
    ...clock.cells(atMs),
    verdict?.level ?? 'none',
    verdict === null
      ? 'nothing had been recorded yet'
      : markdownText(`${verdict.sentence} ${verdict.quorum.sentence}`),
  ];
  return table([...clock.titles, 'Level', 'In words'], [row(fromMs, start), row(toMs, end)]);
}

function happened({ happenings, fromMs, toMs, cut }: Incident, clock: Clock): string {
  const entries = chronicle(happenings, fromMs, toMs);
  if (entries.length === 0) return 'Nothing.';
  const rows = entries.map((entry) => [
    ...clock.cells(entry.atMs),
    markdownText(entry.member ?? ''),
    ...words(entry).map(markdownText),
  ]);
  const whole = table([...clock.titles, 'Member', 'What', 'Evidence'], rows);
  return cut ? `**Not all of it: there is too much of it for one document.**\n\n${whole}` : whole;
}

/** A note stands in a section of its own. */
const NOTE_HEAD = 120;

function words(entry: Entry): [what: string, evidence: string] {
  const { text, evidence, atMs, untilMs } = entry;
  if (entry.source === 'note') {
    const [line = ''] = text.split('\n', 1);
    const short = line.length > NOTE_HEAD ? `${line.slice(0, NOTE_HEAD)}…` : line;
    return [`note: ${short}`, evidence ?? ''];
  }
  if (entry.source === 'blind') {
    const long = untilMs === null ? 'and still does not' : `for ${formatMeasured(untilMs - atMs)}`;
    return [`${text} ${long}`, evidence ?? ''];
  }
  const { source, item } = entry;
  if (source === 'event' || item.sinceMs === null) return [text, evidence ?? ''];
  const since = `found then; it happened after ${formatUtc(item.sinceMs)} UTC, while nobody looked`;
  return [text, evidence === null || evidence === '' ? since : `${evidence} (${since})`];
}

function notes({ notes: all }: Happenings, clock: Clock): string {
  const written = all.filter(({ deleted }) => !deleted).toSorted((a, b) => a.fromMs - b.fromMs);
  return written
    .map(({ fromMs, toMs, author, text }) => {
      const until = toMs === null ? '' : ` to ${clock.both(toMs)}`;
      const by = author === null ? '' : `, by ${markdownText(author)}`;
      return `${clock.both(fromMs)}${until}${by}:\n\n${markdownQuote(text)}`;
    })
    .join('\n\n');
}

function available({ members, cluster, allMs }: Availability): string {
  const rows = members.map(({ member, ours, upShare, knownShare, onlineShare }) => [
    markdownText(member),
    formatShare(upShare),
    formatMeasured(ours.answering),
    formatMeasured(ours.silent),
    formatMeasured(ours.wrong),
    formatMeasured(ours.unknown),
    formatShare(knownShare),
    formatShare(onlineShare),
  ]);
  const titles = [
    'Member',
    'Up',
    'Answered us',
    'No answer',
    'Wrong answer',
    'Unknown',
    'Known',
    'Online by the cluster',
  ];
  const { levels, okShare, knownShare } = cluster;
  const whole =
    `The cluster was ok for ${formatShare(okShare)} of ${formatMeasured(allMs)}, degraded for ` +
    `${formatMeasured(levels.degraded)}, critical for ${formatMeasured(levels.critical)} and unknown for ` +
    `${formatMeasured(levels.unknown)}; ${formatShare(knownShare)} of the time is known. Unknown time is never counted as up.`;
  return members.length === 0 ? whole : `${whole}\n\n${table(titles, rows)}`;
}

function observed(
  { happenings, rollCallIntervalMs, probeIntervalMs, links, madeAtMs }: Incident,
  clock: Clock,
): string {
  const { firstMs } = happenings.trails;
  const record =
    firstMs === null
      ? 'Nothing has been recorded of this cluster.'
      : `The record begins at ${clock.both(firstMs)}.`;
  const lines = [
    `- Rollcall asked the cluster for the list of its members every ${seconds(rollCallIntervalMs)}, and every ` +
      `member by itself every ${seconds(probeIntervalMs)}. Times are by the clock of the machine that it runs on.`,
    `- ${record}`,
    ...links.map(({ label, url }) => `- [${markdownText(label)}](<${href(url)}>)`),
    `- Made at ${clock.both(madeAtMs)}.`,
  ];
  return lines.join('\n');
}

const seconds = (ms: number): string => `${ms / 1000} s`;

/** No more than a URL: what would end the link, or is not seen in it, is encoded. */
const href = (url: string): string =>
  url.toWellFormed().replaceAll(/[^!-~]|[<>|\\`]/gu, (character) => encodeURIComponent(character));
