import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { Group } from '../shapes/cluster.ts';
import { Failure, Success } from '../shapes/envelope.ts';
import { rowOf, type Subject } from '../subject.ts';

const GROUPS = '/1.0/cluster/groups';
const ODD_NAME = 'räck%3?#';

export function groupChecks(subject: () => Subject): void {
  const read = async (path: string) => {
    const { status, body } = await subject().as('restricted').ask(path);
    expect(status).toBe(200);
    return Success.parse(body).metadata;
  };

  describe('the groups', () => {
    it('are listed as paths, or in full', async () => {
      const { cluster } = subject();
      expect(await read(GROUPS)).toEqual([`${GROUPS}/default`]);
      const groups = z.array(Group).parse(await read(`${GROUPS}?recursion=1`));
      expect(groups).toEqual([
        { name: 'default', description: 'Default cluster group', members: [...cluster.memberNames] },
      ]);
      expect(Group.parse(await read(`${GROUPS}/default`))).toEqual(groups[0]);
    });

    it('are not found when there is none', async () => {
      const { status, body } = await subject().as('restricted').ask(`${GROUPS}/nothing`);
      expect(status).toBe(404);
      // LXD: "Cluster group not found", Incus: "Cluster_group not found".
      expect(Failure.parse(body)).toMatchObject({
        error_code: 404,
        error: expect.stringMatching(/not found$/),
      });
    });

    it('may have names that must be encoded', async () => {
      const { cluster, list } = subject();
      const name = cluster.memberNames.at(-1) ?? '';
      await cluster.setGroups(name, [ODD_NAME]);
      try {
        const group = Group.parse(await read(`${GROUPS}/${encodeURIComponent(ODD_NAME)}`));
        expect(group).toMatchObject({ name: ODD_NAME, members: [name] });
        expect(rowOf(await list(), name).groups.toSorted()).toEqual(['default', ODD_NAME]);
      } finally {
        await cluster.setGroups(name, []);
      }
      expect(rowOf(await list(), name).groups).toEqual(['default']);
    });
  });
}
