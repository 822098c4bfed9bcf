import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { connectTo } from '../../contract/https.ts';
import { Cluster, Members } from '../../contract/shapes/cluster.ts';
import { Success } from '../../contract/shapes/envelope.ts';
import type { Scene } from '../scene.ts';

/** Debian's own, for which the package python3-pylxd is; another one first in the path would not find it. */
const PYTHON = '/usr/bin/python3';
const CLIENT = join(import.meta.dirname, '../pylxd_client.py');
const LISTENER = join(import.meta.dirname, '../pylxd_events.py');

const Attributes = z.record(z.string(), z.unknown());
const Seen = z.object({
  cluster: Attributes,
  all: z.array(Attributes),
  get: z.record(z.string(), Attributes),
});

/** What every release of pylxd has of a member; later ones have all that LXD lists. */
const MEMBER_ATTRIBUTES = ['url', 'database', 'server_name', 'status', 'message'];

const run = promisify(execFile);

/** Why it can't be used here, in words for the person who reads why a test was skipped; undefined when it can. */
export async function whyNoPylxd(): Promise<string | undefined> {
  const told = process.env['ROLLCALL_SKIP_PYLXD'];
  if (told !== undefined && told !== '') return told;
  try {
    await run(PYTHON, ['-c', 'import pylxd']);
    return undefined;
  } catch {
    return 'pylxd is not installed (on Debian: apt-get install python3-pylxd)';
  }
}

export function pylxdScenario(scene: () => Scene, missing: string | undefined): void {
  describe('the real pylxd, pointed at the proxy', () => {
    if (missing !== undefined) {
      it.skip(`not here: ${missing}`);
      return;
    }

    it('lists the cluster and its members with every attribute as LXD has it', async () => {
      const { cluster, proxy, settled } = scene();
      await settled();
      const { stdout } = await run(PYTHON, [CLIENT, proxy.url], { timeout: 30_000 });
      const seen = Seen.parse(JSON.parse(stdout.trim().split('\n').at(-1) ?? ''));

      const client = connectTo(cluster.endpointOf(String(seen.cluster['server_name'])), cluster.restricted);
      const ask = async (path: string) => Success.parse((await client.ask(path)).body).metadata;
      const list = Members.parse(await ask('/1.0/cluster/members?recursion=1'));
      const own = Cluster.parse(await ask('/1.0/cluster'));
      await client.close();

      expect(seen.cluster).toEqual(own);
      expect(seen.all).toHaveLength(list.length);
      for (const [index, member] of list.entries()) {
        const { [member.server_name]: got } = seen.get;
        expect(Object.keys(got ?? {})).toEqual(expect.arrayContaining(MEMBER_ATTRIBUTES));
        expect(member).toMatchObject(got ?? {});
        expect(seen.all[index]).toEqual(got);
      }
    });

    it('hears events, as LXD sends them', async () => {
      const { cluster, proxy, settled } = scene();
      await settled();
      const [name = ''] = cluster.memberNames;
      const action = 'cluster-member-updated';
      const listening = run(PYTHON, [LISTENER, proxy.url, action], { timeout: 30_000 });
      let said = '';
      listening.child.stdout?.on('data', (text: Buffer) => {
        said += text.toString();
      });
      await expect.poll(() => said, { timeout: 10_000 }).toContain('open');
      await cluster.setDescription(name, 'heard by pylxd');
      const { stdout } = await listening;
      await cluster.setDescription(name, '');
      expect(JSON.parse(stdout.trim().split('\n').at(-1) ?? '')).toMatchObject({
        type: 'lifecycle',
        metadata: { action, source: `/1.0/cluster/members/${name}` },
      });
    });
  });
}
