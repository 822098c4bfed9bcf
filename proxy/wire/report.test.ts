import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assess } from './assess.ts';
import { type Incident, incidentReport } from './report.ts';
import { change, happened, note, operationEnded, warned } from './testing/happenings.ts';
import { offline, online, snapshotOf } from './testing/scenes.ts';
import { span, trailsOf } from './testing/trails.ts';

const MINUTE = 60_000;
const FROM_MS = Date.UTC(2026, 10, 20, 3);
const TO_MS = FROM_MS + 30 * MINUTE;

const well = snapshotOf();
const troubled = snapshotOf({
  members: [online('node-1', ['database-leader', 'database']), online('node-2'), offline('node-3')],
});

function incident(differs: Partial<Incident> = {}): Incident {
  return {
    cluster: well.cluster,
    fromMs: FROM_MS,
    toMs: TO_MS,
    zone: 'Europe/Berlin',
    happenings: {
      trails: trailsOf({
        fromMs: FROM_MS,
        toMs: TO_MS,
        nowMs: TO_MS,
        firstMs: FROM_MS - MINUTE,
        members: {
          'node-3': [
            span(FROM_MS - MINUTE),
            span(FROM_MS + 12 * MINUTE, 'Offline', 'silent'),
            span(FROM_MS + 19 * MINUTE),
          ],
        },
        blind: [{ fromMs: FROM_MS + 25 * MINUTE, toMs: FROM_MS + 28 * MINUTE, cause: 'not-running' }],
        levels: [{ fromMs: FROM_MS, level: 'ok' }],
      }),
      changes: [
        change(FROM_MS + 12 * MINUTE, { member: 'node-3', note: 'No heartbeat for 20.3 s' }),
        change(FROM_MS + 28 * MINUTE, {
          kind: 'roles',
          member: 'node-2',
          before: 'database',
          after: '',
          sinceMs: FROM_MS + 25 * MINUTE,
        }),
      ],
      occurrences: [
        operationEnded(FROM_MS + 1),
        warned(FROM_MS + 13 * MINUTE, 'began'),
        happened(FROM_MS + 14 * MINUTE),
      ],
      notes: [note(FROM_MS + 12 * MINUTE, FROM_MS + 15 * MINUTE)],
    },
    cut: false,
    start: assess(well, well.observedAtMs),
    end: assess(troubled, troubled.observedAtMs),
    rollCallIntervalMs: 2000,
    probeIntervalMs: 2000,
    links: [{ label: 'Timeline', url: 'https://board.example/clusters/prod/timeline?from=1&to=2' }],
    madeAtMs: TO_MS,
    ...differs,
  };
}

it('is a document that says what happened, when, and how that is known', () => {
  expect(incidentReport(incident())).toBe(
    `# prod: 2026-11-20 03:00 to 2026-11-20 03:30 UTC

- Cluster: prod, LXD 6.1
- From: 2026-11-20 03:00:00.000 UTC (2026-11-20 04:00:00 +01:00)
- To: 2026-11-20 03:30:00.000 UTC (2026-11-20 04:30:00 +01:00), 30 min later
- Time zone: UTC, and Europe/Berlin

## Summary

- node-3 offline once, 7 min
- no answer from node-3 once, 7 min
- nobody looked for 3 min: Rollcall was not running
- 1 operation ended
- 1 warning began: Offline cluster member
- node-2: roles database → none
- 1 lifecycle event
- 1 note

## Verdict

| UTC | Europe/Berlin | Level | In words |
| --- | --- | --- | --- |
| 2026-11-20 03:00:00.000 | 2026-11-20 04:00:00 +01:00 | ok | VERDICT-START |
| 2026-11-20 03:30:00.000 | 2026-11-20 04:30:00 +01:00 | degraded | VERDICT-END |

## What happened

| UTC | Europe/Berlin | Member | What | Evidence |
| --- | --- | --- | --- | --- |
| 2026-11-20 03:00:00.001 | 2026-11-20 04:00:00 +01:00 | node-1 | Creating instance: Running |  |
| 2026-11-20 03:12:00.000 | 2026-11-20 04:12:00 +01:00 | node-3 | Online → Offline | No heartbeat for 20.3 s |
| 2026-11-20 03:12:00.000 | 2026-11-20 04:12:00 +01:00 |  | note: Somebody pulled the wrong cable. |  |
| 2026-11-20 03:13:00.000 | 2026-11-20 04:13:00 +01:00 | node-2 | warning began: Offline cluster member (low) | Failed to send heartbeat request |
| 2026-11-20 03:14:00.000 | 2026-11-20 04:14:00 +01:00 | node-1 | instance-started web-1 in project default | asked for by ops (tls) |
| 2026-11-20 03:25:00.000 | 2026-11-20 04:25:00 +01:00 |  | nobody looked for 3 min | Rollcall was not running |
| 2026-11-20 03:28:00.000 | 2026-11-20 04:28:00 +01:00 | node-2 | roles database → none | found then; it happened after 2026-11-20 03:25:00.000 UTC, while nobody looked |

## Notes

2026-11-20 03:12:00.000 UTC (2026-11-20 04:12:00 +01:00) to 2026-11-20 03:15:00.000 UTC (2026-11-20 04:15:00 +01:00):

> Somebody pulled the wrong cable.

## Availability

The cluster was ok for 90.00 % of 30 min, degraded for 0 s, critical for 0 s and unknown for 3 min; 90.00 % of the time is known. Unknown time is never counted as up.

| Member | Up | Answered us | No answer | Wrong answer | Unknown | Known | Online by the cluster |
| --- | --- | --- | --- | --- | --- | --- | --- |
| node-3 | 66.66 % | 20 min | 7 min | 0 s | 3 min | 90.00 % | 66.66 % |

## How it was observed

- Rollcall asked the cluster for the list of its members every 2 s, and every member by itself every 2 s. Times are by the clock of the machine that it runs on.
- The record begins at 2026-11-20 02:59:00.000 UTC (2026-11-20 03:59:00 +01:00).
- [Timeline](<https://board.example/clusters/prod/timeline?from=1&to=2>)
- Made at 2026-11-20 03:30:00.000 UTC (2026-11-20 04:30:00 +01:00).
`
      .replace('VERDICT-START', said(well))
      .replace('VERDICT-END', said(troubled)),
  );
});

const said = (snapshot: typeof well): string => {
  const { sentence, quorum } = assess(snapshot, snapshot.observedAtMs);
  return `${sentence} ${quorum.sentence}`;
};

describe('a report', () => {
  it('has one column of times in UTC', () => {
    const report = incidentReport(incident({ zone: 'UTC' }));
    expect(report).toContain('- Time zone: UTC\n');
    expect(report).toContain('| UTC | Member | What | Evidence |');
  });

  it('says what it does not know, what is left out, and that a demo is one', () => {
    const empty = trailsOf({ fromMs: FROM_MS, toMs: TO_MS, nowMs: TO_MS, firstMs: null });
    const report = incidentReport(
      incident({
        happenings: { trails: empty, changes: [change(FROM_MS)], occurrences: [], notes: [] },
        cut: true,
        start: null,
        end: null,
        cluster: { ...well.cluster, demo: true, product: 'incus', serverVersion: null },
      }),
    );
    expect(report).toContain('| none | nothing had been recorded yet |');
    expect(report).toContain('- nothing had been recorded yet for 30 min');
    expect(report).toContain('Nothing has been recorded of this cluster.');
    expect(report).toContain('**Not all of it:');
    expect(report).toContain('**A simulated cluster: everything about it is made up.**');
    expect(report).toContain('- Cluster: prod, Incus\n');
    expect(report).not.toContain('## Notes');
  });

  it('says so where nothing happened', () => {
    const quiet = trailsOf({ fromMs: FROM_MS, toMs: TO_MS, nowMs: TO_MS, firstMs: 0 });
    const happenings = { trails: quiet, changes: [], occurrences: [], notes: [] };
    const report = incidentReport(incident({ happenings }));
    expect(report).toContain('Nothing happened, and somebody looked all the time.');
    expect(report).toContain('## What happened\n\nNothing.');
  });
});

/** The form of a document: what each line begins with, and how many cells it has. */
const formOf = (markdown: string): string[] =>
  markdown.split(/[\n\r\u2028\u2029\u0085]/).map((line) => {
    const cells = line.split('|').length;
    const start = /^(?:#+ |- |> ?|\| |\*\*)?/.exec(line)?.[0] ?? '';
    return line === '' ? '' : `${start}${cells}`;
  });

it('keeps its form whatever a cluster says', () => {
  const NASTY = [
    '|',
    '\\|',
    '\n',
    '\r\n## ',
    '`',
    '```',
    '<script>alert(1)</script>',
    '<!--',
    '\u202e',
    '\u2028',
    '\u0085',
    '](https://evil.example)',
    '- ',
    '# ',
    '> ',
    '=cmd()',
    '&#10;',
    'é',
    'x',
  ];
  const hostile = fc
    .array(fc.constantFrom(...NASTY), { minLength: 1, maxLength: 6 })
    .map((parts) => parts.join(''));
  const of = (text: string): string => {
    const { happenings } = incident();
    const { trails } = happenings;
    return incidentReport(
      incident({
        cluster: { ...well.cluster, name: text, serverVersion: text },
        start: { ...assess(well, well.observedAtMs), sentence: text },
        links: [{ label: text, url: `https://board.example/clusters/${text}` }],
        happenings: {
          ...happenings,
          trails: { ...trails, members: { [`m${text}`]: trails.members['node-3'] ?? [] } },
          changes: happenings.changes.map((one) => ({
            ...one,
            member: text,
            before: text,
            after: text,
            note: text,
          })),
          occurrences: [
            ...happenings.occurrences.map((one) => ({ ...one, member: text })),
            operationEnded(FROM_MS + 5, 400, text),
          ],
          notes: happenings.notes.map((one) => ({ ...one, author: text })),
        },
      }),
    );
  };
  const form = formOf(of('x'));
  fc.assert(
    fc.property(hostile, (text) => {
      const report = of(text);
      expect(formOf(report)).toEqual(form);
      expect(report).not.toMatch(/<(?!https:)|[\u202a-\u202e]|```/);
    }),
  );
});
