// What `rollcall doctor` finds at real clusters, in order and broken, as an operator types it.
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Identity, TestCluster } from '../clusters/cluster.ts';
import { writeFiles } from '../clusters/credentials.ts';
import { makeIdentity } from '../clusters/identity.ts';
import { targets } from '../contract/targets.ts';
import { type Ending, runProxy, startProxy } from '../proxy-process.ts';

const STARTED_WITHIN_MS = 120_000;
/** What it promises, and the start of a process on a machine that is busy. */
const DONE_WITHIN_MS = 20_000;

/** The part of the documented shape that is looked at here. */
const Report = z.object({
  tookMs: z.number(),
  worst: z.enum(['ok', 'note', 'warning', 'problem']),
  findings: z.array(
    z.object({
      check: z.string(),
      subject: z.string(),
      finding: z.string(),
      what: z.string(),
      remedy: z.nullable(z.string()),
      figures: z.record(z.string(), z.number()),
    }),
  ),
});
type Report = z.infer<typeof Report>;

const linesOf = (report: Report, ...findings: string[]): string[] =>
  report.findings
    .filter(({ finding }) => findings.includes(finding))
    .map(({ check, subject, what }) => `${check} ${subject}: ${what}`);

// At the simulated one are its unit tests.
for (const target of targets.filter((each) => 'missing' in each || each.real)) {
  describe(`the doctor at ${target.title}`, () => {
    if ('missing' in target) {
      it.skip(`not here: ${target.missing}`);
      return;
    }

    let cluster: TestCluster;
    let dir: string;
    beforeAll(async () => {
      cluster = await target.start();
    }, STARTED_WITHIN_MS);
    afterAll(() => cluster.close());
    beforeEach(async () => {
      dir = await mkdtemp(join(tmpdir(), 'rollcall-doctor-'));
    });
    afterEach(() => rm(dir, { recursive: true, force: true }));

    /** Settings that name one member: the others are to be found. */
    const settings = async (leader: string, more: Record<string, string> = {}) => ({
      LXD_CLUSTER_NAME: 'prod',
      LXD_ENDPOINTS: cluster.endpointOf(leader),
      LXD_CLIENT_CERT: cluster.files.clientCert,
      LXD_CLIENT_KEY: cluster.files.clientKey,
      LXD_SERVER_CERT: cluster.files.serverCert,
      ...more,
    });
    const as = async (identity: Identity): Promise<Record<string, string>> => {
      const place = join(dir, 'keys');
      await mkdir(place);
      const { clientCert, clientKey } = await writeFiles(place, identity, cluster.serverCertPem);
      return { LXD_CLIENT_CERT: clientCert, LXD_CLIENT_KEY: clientKey };
    };
    const run = (env: Record<string, string>, ...args: string[]): Promise<Ending> =>
      runProxy({ cwd: dir, args: ['doctor', ...args], env });
    const examine = async (env: Record<string, string>): Promise<Report & { code: number | null }> => {
      const { code, stdout, stderr } = await run(env, '--json');
      expect(stderr).toBe('');
      return { ...Report.parse(JSON.parse(stdout)), code };
    };

    it(
      'finds every member in order, and that the certificate changes nothing',
      async () => {
        const leader = await cluster.leader();
        const report = await examine(await settings(leader));
        expect(linesOf(report, 'warning', 'problem')).toEqual([]);
        expect(report.code).toBe(0);
        for (const name of cluster.memberNames) {
          const url = cluster.endpointOf(name);
          const subject = name === leader ? `prod ${url}` : `prod ${name} ${url}`;
          const checks = report.findings.filter((each) => each.subject === subject);
          expect(checks.map(({ check }) => check)).toEqual([
            'tcp',
            'tls',
            'pin',
            'trust',
            'round-trip',
            'clock',
          ]);
          const { skewMs = NaN, uncertaintyMs = 0 } = checks.at(-1)?.figures ?? {};
          expect(Math.abs(skewMs)).toBeLessThanOrEqual(uncertaintyMs);
        }
        expect(linesOf(report, 'ok')).toContain(
          'rights prod: ours is restricted, to no project, and may change nothing',
        );
        expect(linesOf(report, 'note').join('\n')).toContain('warnings');
      },
      DONE_WITHIN_MS,
    );

    it(
      'looks beside a Rollcall that runs, and disturbs nothing',
      async () => {
        const env = await settings(await cluster.leader());
        const proxy = await startProxy({ cwd: dir, env });
        try {
          const report = await examine(env);
          expect(linesOf(report, 'warning', 'problem')).toEqual([]);
          expect(linesOf(report, 'note')).toContain(
            `lock ${join(dir, 'data')}: Rollcall is running: process ${proxy.pid} uses it`,
          );
          expect(linesOf(report, 'ok').join('\n')).toMatch(/^history .*rollcall\.db: it opens, and holds/m);
        } finally {
          expect((await proxy.stop()).code).toBe(0);
        }
      },
      2 * DONE_WITHIN_MS,
    );

    it(
      'says of a frozen member: TCP yes, TLS no',
      async () => {
        const leader = await cluster.leader();
        const frozen = cluster.memberNames.find((name) => name !== leader) ?? '';
        await cluster.freeze(frozen);
        try {
          const report = await examine(await settings(leader));
          expect(linesOf(report, 'problem')).toEqual([
            expect.stringContaining(
              `tls prod ${frozen} ${cluster.endpointOf(frozen)}: TCP yes, TLS no: it takes the connection`,
            ),
          ]);
          expect(report.code).toBe(2);
          expect(report.tookMs).toBeLessThan(10_000);
          const { stdout } = await run(await settings(leader));
          expect(stdout).toMatch(/^problem +tls +prod .*TCP yes, TLS no.*\n +→ .*frozen/m);
        } finally {
          await cluster.thaw(frozen);
        }
      },
      2 * DONE_WITHIN_MS,
    );

    it(
      'calls out a certificate that may do everything',
      async () => {
        const report = await examine(await settings(await cluster.leader(), await as(cluster.admin)));
        expect(report.code).toBe(1);
        expect(linesOf(report, 'warning')).toEqual([
          expect.stringMatching(/^rights prod: ours is unrestricted: .*instances.*cluster members/),
        ]);
      },
      DONE_WITHIN_MS,
    );

    it(
      'calls a stranger untrusted, and a wrong pin by both fingerprints',
      async () => {
        const leader = await cluster.leader();
        const stranger = await examine(await settings(leader, await as(await makeIdentity('stranger'))));
        expect(linesOf(stranger, 'problem')).toEqual([
          expect.stringMatching(/^trust prod .*: it does not trust our certificate \([0-9a-f]{64}\)$/),
        ]);
        const pin = 'ab'.repeat(32);
        const wrong = await examine(
          await settings(leader, { LXD_SERVER_CERT: '', LXD_SERVER_FINGERPRINT: pin }),
        );
        expect(linesOf(wrong, 'problem')).toEqual([
          expect.stringContaining(`presents the certificate ${cluster.serverFingerprint}, pinned is ${pin}`),
        ]);
        expect(wrong.code).toBe(2);
      },
      2 * DONE_WITHIN_MS,
    );
  });
}
