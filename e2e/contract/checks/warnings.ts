import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { outcomeOf, read } from '../answers.ts';
import { Warning } from '../shapes/warning.ts';
import { firstOf, RESTRICTED, refusalOf, type Subject } from '../subject.ts';

const WARNINGS = '/1.0/warnings';

/** What the members have noticed about themselves and each other. That a member which is away is among it, see the
 *  checks of faults. */
export function warningChecks(subject: () => Subject): void {
  describe('the warnings', () => {
    it('are listed to an administrator at every member, as paths or in full', async () => {
      const { cluster, as } = subject();
      for (const name of cluster.memberNames) {
        const client = as('admin', name);
        const warnings = z.array(Warning).parse(await read(client, `${WARNINGS}?recursion=1`));
        const paths = z.array(z.string()).parse(await read(client, WARNINGS));
        expect(paths.toSorted()).toEqual(warnings.map(({ uuid }) => `${WARNINGS}/${uuid}`).toSorted());
        const warning = firstOf(warnings);
        expect(cluster.memberNames).toContain(warning.location);
        expect(Warning.parse(await read(client, `${WARNINGS}/${warning.uuid}`))).toEqual(warning);
      }
    });

    it.each(RESTRICTED)('are refused to %s', async (caller) => {
      const { cluster, as } = subject();
      for (const path of [WARNINGS, `${WARNINGS}?recursion=1`]) {
        expect(await outcomeOf(as(caller), path)).toBe(`403 ${refusalOf(cluster.product)}`);
      }
    });
  });
}
