// From the token that a real cluster prints to a live board, by the commands that an operator types.
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { type Server, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ClusterAnswer, ClustersAnswer } from '../../proxy/wire/api.ts';
import { Enrolment } from '../../proxy/wire/enrolment.ts';
import * as z from 'zod/mini';
import type { Identity, TestCluster } from '../clusters/cluster.ts';
import { targets } from '../contract/targets.ts';
import { eventually } from '../contract/eventually.ts';
import { connectTo } from '../contract/https.ts';
import { Success } from '../contract/shapes/envelope.ts';
import { type Ending, type ProxyProcess, runProxy, startProxy } from '../proxy-process.ts';
import { getJson } from './http.ts';

const STARTED_WITHIN_MS = 120_000;
const DONE_WITHIN_MS = 60_000;
/** What is promised: a live board in one minute. */
const LIVE_WITHIN_MS = 60_000;

/** Listens on a port of this machine as soon as it is free. */
async function takePort(port: number): Promise<Server> {
  for (;;) {
    const server = createServer();
    try {
      // Rejects when the port is still taken.
      await once(server.listen(port, '127.0.0.1'), 'listening');
      return server;
    } catch {
      await nextTurn();
    }
  }
}

// Those that are simulated are enrolled at by the tests of proxy/enroll.
for (const target of targets.filter((each) => 'missing' in each || each.real)) {
  describe(`enrolment at ${target.title}`, () => {
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
      dir = await mkdtemp(join(tmpdir(), 'rollcall-enroll-'));
    });
    afterEach(() => rm(dir, { recursive: true, force: true }));

    const enroll = (...args: string[]): Promise<Ending> => runProxy({ cwd: dir, args: ['enroll', ...args] });
    const modeOf = async (file: string): Promise<number> => (await stat(join(dir, file))).mode & 0o777;

    it(
      'leads from a token to a live board',
      async () => {
        await writeFile(join(dir, 'rollcall.yaml'), '# mine\nlisten: 127.0.0.1:0\n');
        const token = await cluster.printTrustToken('rollcall', []);
        const { code, stdout, stderr } = await enroll('--name', 'prod', token);
        expect([code, stderr]).toEqual([0, '']);
        expect(stdout).toMatch(
          /^prod is enrolled: \S+ \S+, 3 members\.\ncertificate {2}restricted, to no project\n/,
        );
        expect(stdout).toMatch(/^reads .*members, groups, hardware/m);
        expect(stdout).toMatch(/^not .*warnings/m);
        expect(stdout).toMatch(/^may change {3}nothing$/m);
        expect(await readFile(join(dir, 'rollcall.yaml'), 'utf8')).toContain('# mine\nlisten: 127.0.0.1:0\n');
        expect(await readFile(join(dir, 'prod-cluster.crt'), 'utf8')).toBe(cluster.serverCertPem);
        for (const file of ['prod.key', 'prod.crt', 'prod-cluster.crt'])
          expect(await modeOf(file)).toBe(0o600);

        const proxy = await startProxy({ cwd: dir });
        try {
          await eventually(
            async () => {
              const { body } = await getJson(`${proxy.url}/api/clusters/prod`);
              const { verdict, snapshot } = ClusterAnswer.parse(body);
              expect(verdict.level).toBe('ok');
              expect(snapshot.members.map(({ url }) => url).toSorted()).toEqual(cluster.endpoints.toSorted());
            },
            { withinMs: 30_000 },
          );
        } finally {
          const { stdout: said, stderr: warned } = await proxy.stop();
          const key = (await readFile(join(dir, 'prod.key'), 'utf8')).split('\n')[1] ?? '';
          expect(key).toHaveLength(64);
          for (const text of [said, warned, stdout]) {
            expect(text).not.toContain(key);
            expect(text).not.toContain(token);
          }
        }
      },
      DONE_WITHIN_MS,
    );

    /** As the page does. From the answer on, Rollcall closes and starts anew from the settings. */
    const enrolAt = async (url: string): Promise<void> => {
      const token = await cluster.printTrustToken('rollcall', []);
      const answer = await fetch(`${url}/api/enrolment`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-rollcall': '1' },
        body: JSON.stringify({ token, name: 'prod' }),
      });
      const enrolment = Enrolment.parse(await answer.json());
      expect(enrolment).toMatchObject({ name: 'prod', members: 3, restart: null });
    };

    it(
      'leads from a token to a live board within a minute, over HTTP and without a restart',
      async () => {
        const proxy = await startProxy({ cwd: dir });
        try {
          const startedAtMs = Date.now();
          await enrolAt(proxy.url);
          const answeredAtMs = Date.now();
          await eventually(
            async () => {
              const { verdict, snapshot } = await answerOf(proxy.url);
              expect(verdict.level).toBe('ok');
              expect(snapshot.members.map(({ url }) => url).toSorted()).toEqual(cluster.endpoints.toSorted());
            },
            { withinMs: LIVE_WITHIN_MS },
          );
          const tookMs = Date.now() - startedAtMs;
          console.info(
            `${target.title}: live ${tookMs} ms after the token was asked for, ${Date.now() - answeredAtMs} ms of these after the answer`,
          );
          expect(tookMs).toBeLessThan(LIVE_WITHIN_MS);
          const { body } = await getJson(`${proxy.url}/api/clusters`);
          expect(ClustersAnswer.parse(body).clusters.map(({ key }) => key)).toEqual(['prod']);
        } finally {
          const { code, stdout } = await proxy.stop();
          // It is the process that was started, and a signal ends the run that is there now.
          expect(code).toBe(0);
          expect(stdout.match(/^Rollcall \S+ is at .*$/gm)?.map((line) => line.includes(proxy.url))).toEqual([
            true,
            true,
          ]);
        }
      },
      2 * DONE_WITHIN_MS,
    );

    it(
      'is ended by a signal while it turns to the cluster, which stays enrolled',
      async () => {
        const proxy = await startProxy({ cwd: dir });
        await enrolAt(proxy.url);
        const { code, stderr } = await proxy.stop();
        expect([code, stderr]).toEqual([0, '']);
        expect(await readFile(join(dir, 'rollcall.yaml'), 'utf8')).toContain('name: prod');
      },
      DONE_WITHIN_MS,
    );

    it(
      'says so and ends where another program takes its address meanwhile',
      async () => {
        const proxy = await startProxy({ cwd: dir });
        const { port } = new URL(proxy.url);
        await enrolAt(proxy.url);
        const thief = await takePort(Number(port));
        try {
          await eventually(async () => expect(proxy.output()).toContain('is in use'), { withinMs: 20_000 });
          const { code, stderr } = await proxy.stop();
          expect(code).toBe(2);
          expect(stderr).toBe(
            `rollcall: listen: 127.0.0.1:${port} is in use; stop what uses it, or choose another with ROLLCALL_LISTEN or listen in rollcall.yaml\n`,
          );
        } finally {
          thief.close();
        }
      },
      DONE_WITHIN_MS,
    );

    it(
      'says what a certificate may change that names projects, or is not restricted',
      async () => {
        const named = await enroll(await cluster.printTrustToken('rollcall', ['default']));
        expect(named.code).toBe(0);
        expect(named.stdout).toContain('restricted to default');
        expect(named.stderr).toContain('this certificate may change instances, profiles of default');
        const all = await enroll(await cluster.printTrustToken('rollcall', null));
        expect(all.stdout).toMatch(/^certificate {2}unrestricted$/m);
        expect(all.stdout).toMatch(/^reads .*warnings/m);
        expect(all.stderr).toContain('storage pools');
        // Each has files of its own.
        const keys = (await readdir(dir)).filter((file) => file.endsWith('.key')).toSorted();
        expect(keys).toEqual([`${cluster.product}-2.key`, `${cluster.product}.key`]);
      },
      DONE_WITHIN_MS,
    );

    it(
      'leaves nothing behind when it is refused, and spends no token before it has to',
      async () => {
        const token = await cluster.printTrustToken('rollcall', []);
        // What can be seen to fail fails first: the token is as good as before.
        await writeFile(join(dir, 'prod.key'), 'mine');
        const taken = await enroll('--name', 'prod', token);
        expect(taken.code).toBe(2);
        expect(taken.stderr).toMatch(
          /^rollcall: \S*prod\.key can't be written: there is such a file already; /,
        );
        await mkdir(join(dir, 'other'));
        const config = ['--config', 'other/rollcall.yaml'];
        expect((await enroll(...config, '--name', 'prod', token)).code).toBe(0);
        const again = await enroll(...config, '--name', 'again', token);
        expect(again.code).toBe(1);
        expect(again.stderr).toMatch(/^rollcall: POST \S+: 403 .*; make a new token /);
        expect(again.stderr).not.toContain(token);
        expect((await readdir(join(dir, 'other'))).toSorted()).toEqual([
          'prod-cluster.crt',
          'prod.crt',
          'prod.key',
          'rollcall.yaml',
        ]);
      },
      DONE_WITHIN_MS,
    );

    it('tells one server from another by the fingerprint in the token', async () => {
      const token = await cluster.printTrustToken('rollcall', []);
      const json = Buffer.from(token, 'base64').toString();
      const other = json.replace(cluster.serverFingerprint, 'ab'.repeat(32));
      const { code, stderr } = await enroll(Buffer.from(other).toString('base64'));
      expect(code).toBe(1);
      expect(stderr).toContain(`pinned is ${'ab'.repeat(32)}`);
      expect(await readdir(dir)).toEqual([]);
    });

    const answerOf = async (url: string) =>
      ClusterAnswer.parse((await getJson(`${url}/api/clusters/prod`)).body);
    /** Enrolled as `prod`, and the board of it live. */
    const startEnrolled = async (projects: readonly string[] | null): Promise<ProxyProcess> => {
      const { code, stderr } = await enroll(
        '--name',
        'prod',
        await cluster.printTrustToken('rollcall', projects),
      );
      expect(code, stderr).toBe(0);
      const proxy = await startProxy({ cwd: dir });
      await eventually(async () => expect((await answerOf(proxy.url)).verdict.level).toBe('ok'), {
        withinMs: 30_000,
      });
      return proxy;
    };
    const pair = async () => ({
      certPem: await readFile(join(dir, 'prod.crt'), 'utf8'),
      keyPem: await readFile(join(dir, 'prod.key'), 'utf8'),
    });
    /** What every member makes of the client: `trusted` or `untrusted`. */
    const authOf = (client: Identity): Promise<unknown[]> =>
      Promise.all(
        cluster.endpoints.map(async (endpoint) => {
          const connection = connectTo(endpoint, client);
          const { metadata } = Success.parse((await connection.ask('/1.0')).body);
          await connection.close();
          return z.object({ auth: z.string() }).parse(metadata).auth;
        }),
      );

    it(
      'has a certificate renewed by itself, while Rollcall runs and stays live',
      async () => {
        const proxy = await startEnrolled([]);
        try {
          const old = await pair();
          const { code, stdout, stderr } = await enroll('--renew', 'prod');
          expect([code, stderr]).toEqual([0, '']);
          expect(stdout).toMatch(
            /^prod has a new key and certificate\.\ncertificate {2}restricted, to no project, /,
          );
          const next = await pair();
          expect(next.keyPem).not.toBe(old.keyPem);
          expect(await modeOf('prod.key')).toBe(0o600);
          expect(await authOf(next)).toEqual(['trusted', 'trusted', 'trusted']);
          expect(await authOf(old)).toEqual(['untrusted', 'untrusted', 'untrusted']);
          await eventually(
            async () => expect(proxy.output()).toContain('a new client certificate is in use'),
            {
              withinMs: 30_000,
            },
          );
          const tookUpAtMs = Date.now();
          await eventually(
            async () => {
              const { snapshot, verdict } = await answerOf(proxy.url);
              expect(snapshot.parts.members.observedAtMs).toBeGreaterThan(tookUpAtMs);
              expect(verdict.level).toBe('ok');
            },
            { withinMs: 30_000 },
          );
        } finally {
          const { stdout: said } = await proxy.stop();
          expect(said).not.toContain((await pair()).keyPem.split('\n')[1] ?? '');
        }
      },
      DONE_WITHIN_MS,
    );

    it(
      'has one renewed by a token, where the old one was removed',
      async () => {
        const enrolled = await enroll('--name', 'prod', await cluster.printTrustToken('rollcall', []));
        expect(enrolled.code).toBe(0);
        const old = await pair();
        await cluster.distrust(old.certPem);
        const alone = await enroll('--renew', 'prod');
        expect(alone.code).toBe(1);
        expect(alone.stderr).toBe(
          'rollcall: prod does not trust the old certificate any more; make a new token on a member and give it, too: ' +
            'rollcall enroll --renew prod TOKEN\n',
        );
        expect(await pair()).toEqual(old);
        const { code } = await enroll('--renew', 'prod', await cluster.printTrustToken('rollcall', []));
        expect(code).toBe(0);
        expect(await authOf(await pair())).toEqual(['trusted', 'trusted', 'trusted']);
      },
      DONE_WITHIN_MS,
    );

    // The last one: from here on nobody else's connections to this cluster work.
    it(
      'tells when the certificate of the cluster was changed, and accepts it by its fingerprint alone',
      async () => {
        const proxy = await startEnrolled([]);
        try {
          const before = cluster.serverFingerprint;
          const after = await cluster.updateCertificate();
          await eventually(
            async () => {
              const { verdict, snapshot, changes } = await answerOf(proxy.url);
              expect(snapshot.trust).toMatchObject({
                pin: before,
                others: [{ fingerprint: after, by: cluster.memberNames.toSorted() }],
              });
              expect(verdict.reasons.map(({ code }) => code)).toContain('certificate-mismatch');
              expect(changes.map((change) => [change.kind, change.before, change.after])).toContainEqual([
                'certificate',
                before,
                after,
              ]);
            },
            // Incus tells no event of it to such a certificate: it is looked for once a minute.
            { withinMs: 90_000 },
          );
          const wrong = await enroll('--accept', 'ab'.repeat(32), '--name', 'prod');
          expect(wrong.code).toBe(1);
          expect(wrong.stderr).toContain('does not present the certificate given');
          expect(await readFile(join(dir, 'prod-cluster.crt'), 'utf8')).toBe(cluster.serverCertPem);
          const accepted = await enroll('--accept', after, '--name', 'prod');
          expect(accepted.code).toBe(0);
          expect(accepted.stdout).toContain(`sha256       ${after}\nbefore       ${before}\n`);
          await eventually(
            async () => {
              const { verdict, snapshot, changes } = await answerOf(proxy.url);
              // What LXD 5.0.2 says of its members is another matter: their heartbeats may stop arriving.
              expect(snapshot.trust).toMatchObject({ pin: after, others: [] });
              expect(verdict.reasons.map(({ code }) => code)).not.toContain('certificate-mismatch');
              expect(snapshot.members.map(({ probe }) => probe.state)).toEqual([
                'answering',
                'answering',
                'answering',
              ]);
              expect(snapshot.parts.members.status).toBe('ok');
              expect(changes.map(({ kind }) => kind)).toContain('pin');
            },
            { withinMs: 30_000 },
          );
        } finally {
          await proxy.stop();
        }
      },
      3 * DONE_WITHIN_MS,
    );
  });
}
