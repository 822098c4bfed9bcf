import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { Cluster, Member, Members } from '../shapes/cluster.ts';
import { Failure, Success } from '../shapes/envelope.ts';
import { MemberState } from '../shapes/member-state.ts';
import { firstOf, isLeader, rowOf, statuses, type Subject } from '../subject.ts';

const memberPath = (name: string) => `/1.0/cluster/members/${encodeURIComponent(name)}`;
const LIST = '/1.0/cluster/members';

/** The cluster and its members, when all is well. */
export function memberChecks(subject: () => Subject): void {
  const read = async (path: string, member?: string) => {
    const { status, body } = await subject().as('restricted', member).ask(path);
    expect(status).toBe(200);
    return Success.parse(body).metadata;
  };

  describe('the cluster', () => {
    it('is enabled, and named after the member that answers', async () => {
      for (const name of subject().cluster.memberNames) {
        const cluster = Cluster.parse(await read('/1.0/cluster', name));
        expect(cluster).toMatchObject({ server_name: name, enabled: true });
      }
    });
  });

  describe('the list of members', () => {
    it('has their paths in the order of joining', async () => {
      expect(await read(LIST)).toEqual(subject().cluster.memberNames.map(memberPath));
    });

    it('has every member in full with recursion, in the same order, at every member', async () => {
      const { cluster, list } = subject();
      for (const asked of cluster.memberNames) {
        const members = await list(asked);
        expect(members.map((each) => each.server_name)).toEqual(cluster.memberNames);
        expect(members.map((each) => each.url)).toEqual(cluster.endpoints);
        for (const member of members) {
          expect(member).toMatchObject({
            status: 'Online',
            message: 'Fully operational',
            failure_domain: 'default',
            groups: ['default'],
            config: {},
          });
          expect(member.architecture).toMatch(/^(x86_64|aarch64)$/);
        }
      }
    });

    it('names one leader, who is a voter too, and three voters', async () => {
      const members = await subject().list();
      const leader = firstOf(members.filter(isLeader));
      expect(members.filter(isLeader)).toHaveLength(1);
      expect(leader.roles).toContain('database');
      expect(members.filter((each) => each.roles.includes('database'))).toHaveLength(3);
      expect(await subject().cluster.leader()).toBe(leader.server_name);
    });

    it('ignores a filter', async () => {
      const filtered = Members.parse(await read(`${LIST}?recursion=1&filter=server_name%20eq%20nobody`));
      expect(filtered).toHaveLength(subject().cluster.memberNames.length);
    });

    it('takes a recursion beyond 1 for 1, and nonsense for 0', async () => {
      expect(Members.parse(await read(`${LIST}?recursion=2`))).toHaveLength(3);
      expect(z.array(z.string()).parse(await read(`${LIST}?recursion=x`))).toHaveLength(3);
    });

    it('has no entity tag, and a request with one gets the whole answer', async () => {
      const client = subject().as('restricted');
      const list = await client.ask(`${LIST}?recursion=1`);
      expect(list.headers).not.toHaveProperty('etag');
      const path = memberPath(firstOf(subject().cluster.memberNames));
      const { headers } = await client.ask(path);
      expect(headers.etag).toMatch(/^"[0-9a-f]{64}"$/);
      const again = await client.ask(path, { headers: { 'if-none-match': String(headers.etag) } });
      expect(again.status).toBe(200);
    });
  });

  describe('one member', () => {
    it('reads as in the list', async () => {
      const { cluster, list } = subject();
      const members = await list();
      for (const name of cluster.memberNames) {
        expect(Member.parse(await read(memberPath(name)))).toEqual(rowOf(members, name));
      }
    });

    it('is not found when there is none', async () => {
      const { status, body } = await subject().as('restricted').ask(memberPath('nobody'));
      expect(status).toBe(404);
      expect(Failure.parse(body)).toMatchObject({ error_code: 404, error: 'Cluster member not found' });
    });

    it('may be renamed, to a name that must be encoded', async () => {
      const { cluster, list } = subject();
      const name = 'höst 1';
      const was = cluster.memberNames.at(-1) ?? '';
      await cluster.rename(was, name);
      try {
        expect(Member.parse(await read(memberPath(name))).server_name).toBe(name);
        expect(statuses(await list())).toHaveProperty([name], 'Online');
        expect(statuses(await list())).not.toHaveProperty([was]);
        // LXD encodes the paths of this list twice, so that they can't be followed.
        const paths = z.array(z.string()).parse(await read(LIST));
        const once = memberPath(name);
        expect(paths.at(-1)).toBe(cluster.product === 'lxd' ? once.replaceAll('%', '%25') : once);
      } finally {
        await cluster.rename(name, was);
      }
    });

    it('has a state in Incus, and none in LXD 5.0', async () => {
      const { cluster, as } = subject();
      for (const name of cluster.memberNames) {
        const { status, body } = await as('restricted').ask(`${memberPath(name)}/state`);
        expect(status).toBe(cluster.product === 'incus' ? 200 : 501);
        if (cluster.product === 'incus') MemberState.parse(Success.parse(body).metadata);
        else expect(Failure.parse(body).error).toBe('not implemented');
      }
      const { status } = await as('restricted').ask(`${memberPath('nobody')}/state`);
      expect(status).toBe(cluster.product === 'incus' ? 404 : 501);
    });
  });
}
