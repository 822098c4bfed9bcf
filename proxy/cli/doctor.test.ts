import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { CHECKS, type Finding, about } from '../doctor/finding.ts';
import { admit, openWard } from '../doctor/testing/ward.ts';
import { startSim } from '../sim/sim.ts';
import { doctorCommand, reportAsText } from './doctor.ts';
import type { Output } from './output.ts';

const here = about('prod https://10.0.0.1:8443', 'prod');
const there = about('prod node-2 https://10.0.0.2:8443', 'prod');

const asText = (findings: Finding[]): string =>
  reportAsText({ atMs: 0, tookMs: 1234, worst: 'ok', findings });

test('the table: what is in order of a subject in one row, and remedies below what they are for', () => {
  expect(
    asText([
      here.ok('tcp', 'connects'),
      here.ok('tls', 'TLS'),
      there.ok('tcp', 'connects'),
      there.problem('tls', 'TCP yes, TLS no', 'look at it'),
      here.note('extensions', 'without warnings', null),
    ]),
  ).toBe(`finding  check       subject                            what was found
ok       tcp tls     prod https://10.0.0.1:8443         connects; TLS
ok       tcp         prod node-2 https://10.0.0.2:8443  connects
problem  tls         prod node-2 https://10.0.0.2:8443  TCP yes, TLS no
         → look at it
note     extensions  prod https://10.0.0.1:8443         without warnings

1 problem, 1 note (in 1.2 s)
`);
  expect(asText([here.ok('tcp', 'connects')])).toContain('\nAll is well (in 1.2 s)\n');
});

test('what a server says can neither break the table nor talk to the terminal', () => {
  const text = asText([here.problem('trust', '\u001b[2Jno\r\nok  all is\u202e well\u009b', 'look')]);
  expect(text).not.toMatch(/[^\P{Cc}\n]|\p{Cf}/u);
  expect(text.split('\n')).toHaveLength(6);
  expect(asText([here.problem('trust', 'long '.repeat(10_000), 'look')]).length).toBeLessThan(2000);
});

async function run(
  fault: (sim: Awaited<ReturnType<typeof startSim>>) => Promise<void>,
  json: boolean,
): Promise<Output> {
  const ward = await openWard();
  onTestFinished(() => ward.dispose());
  const sim = await startSim({ members: 2, instances: 0, guise: 'lxd-5.21' });
  onTestFinished(() => sim.close());
  await fault(sim);
  await admit(ward, sim);
  return doctorCommand({
    given: { values: {}, switches: new Set(json ? (['json'] as const) : []), operand: null },
    cwd: ward.dir,
    settings: ward.settings(),
    pid: 4711,
    now: Date.now,
    lookup: async () => [],
  });
}

test('a problem ends with 2, and as JSON has the documented shape', async () => {
  const { exitCode, stdout, stderr } = await run(({ control }) => control.kill('node-2'), true);
  expect([exitCode, stderr]).toEqual([2, '']);
  const report: unknown = JSON.parse(stdout);
  expect(report).toMatchObject({ atMs: expect.any(Number), tookMs: expect.any(Number), worst: 'problem' });
  expect(report).toHaveProperty('findings');
  expect(JSON.stringify(report)).not.toContain('PRIVATE KEY');
});

test('a warning ends with 1, in a table', async () => {
  const { exitCode, stdout } = await run(({ control }) => control.setClock('node-2', 60), false);
  expect(exitCode).toBe(1);
  expect(stdout).toMatch(/^finding +check +subject +what was found\n/);
  expect(stdout).toMatch(/^warning +clock +prod https/m);
});

test('docs/doctor.md has every check and every part of the JSON', async () => {
  const document = await readFile(join(import.meta.dirname, '../../docs/doctor.md'), 'utf8');
  for (const check of CHECKS) expect(document).toContain(`| \`${check}\` |`);
  for (const key of Object.keys(here.ok('tcp', ''))) expect(document).toContain(`\`${key}\``);
  for (const key of ['atMs', 'tookMs', 'worst', 'findings']) expect(document).toContain(`\`${key}\``);
});
