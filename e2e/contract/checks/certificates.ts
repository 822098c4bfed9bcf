import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { fingerprintOf, makeIdentity } from '../../clusters/identity.ts';
import type { Identity } from '../../clusters/cluster.ts';
import { outcomeOf, read } from '../answers.ts';
import { connectTo } from '../https.ts';
import { Success } from '../shapes/envelope.ts';
import type { Subject } from '../subject.ts';

const Token = z.object({ addresses: z.array(z.string()) });

/** From a token to a trusted certificate, and from one certificate to the next. */
export function certificateChecks(subject: () => Subject): void {
  /** What one server says to a client, on a connection of its own: a trusted one may have been kept from before. */
  const once = async <T>(
    endpoint: string,
    identity: Identity,
    ask: (client: ReturnType<typeof connectTo>) => Promise<T>,
  ): Promise<T> => {
    const client = connectTo(endpoint, identity);
    try {
      return await ask(client);
    } finally {
      await client.close();
    }
  };
  const ownPath = ({ certPem }: Identity) => `/1.0/certificates/${fingerprintOf(certPem)}`;
  const redeem = (endpoint: string, identity: Identity, token: string) => {
    const field = subject().cluster.product === 'lxd' ? 'password' : 'trust_token';
    return once(endpoint, identity, (client) =>
      client.ask('/1.0/certificates', { method: 'POST', json: { type: 'client', [field]: token } }),
    );
  };
  const originIn = (token: string): string => {
    const { addresses } = Token.parse(JSON.parse(Buffer.from(token, 'base64').toString()));
    return `https://${addresses[0]}`;
  };
  const enrolled = async (projects: readonly string[] | null): Promise<Identity> => {
    const identity = await makeIdentity('newcomer');
    const token = await subject().cluster.printTrustToken('newcomer', projects);
    const { status, body } = await redeem(originIn(token), identity, token);
    expect([status, Success.parse(body).metadata]).toEqual([201, null]);
    return identity;
  };

  describe('a token', () => {
    it.each([
      [[], { restricted: true, projects: [] }],
      [['default'], { restricted: true, projects: ['default'] }],
      [null, { restricted: false, projects: [] }],
    ])('for %j has a certificate trusted as it says, at every member', async (projects, grant) => {
      const identity = await enrolled(projects);
      for (const endpoint of subject().cluster.endpoints) {
        const metadata = await once(endpoint, identity, (client) => read(client, ownPath(identity)));
        expect(metadata).toMatchObject({
          name: 'newcomer',
          type: 'client',
          ...grant,
          fingerprint: fingerprintOf(identity.certPem),
        });
      }
    });

    it('is good once', async () => {
      const token = await subject().cluster.printTrustToken('newcomer', []);
      expect((await redeem(originIn(token), await makeIdentity('first'), token)).status).toBe(201);
      const second = await redeem(originIn(token), await makeIdentity('second'), token);
      expect([second.status, second.body]).toEqual([
        403,
        expect.objectContaining({ error: 'No matching certificate add operation found' }),
      ]);
    });

    it('is worth nothing at another member of LXD 5.0, and then nowhere', async () => {
      const { cluster } = subject();
      const token = await cluster.printTrustToken('newcomer', []);
      const elsewhere = cluster.endpoints.find((endpoint) => endpoint !== originIn(token)) ?? '';
      const identity = await makeIdentity('lost');
      const { status } = await redeem(elsewhere, identity, token);
      expect(status).toBe(cluster.product === 'lxd' ? 500 : 201);
      if (cluster.product === 'lxd')
        expect((await redeem(originIn(token), identity, token)).status).toBe(403);
    });
  });

  describe('a certificate', () => {
    it.each([[[]], [['default']], [null]])(
      'restricted to %j puts another in its own place, at every member at once',
      async (projects) => {
        const { cluster } = subject();
        const old = await enrolled(projects);
        const next = await makeIdentity('next');
        const change = { method: 'PATCH', json: { certificate: next.certPem } } as const;
        const [first = ''] = cluster.endpoints;
        expect(await once(first, old, (client) => outcomeOf(client, ownPath(old), change))).toBe('200');
        for (const endpoint of cluster.endpoints) {
          const metadata = await once(endpoint, next, (client) => read(client, ownPath(next)));
          expect(metadata).toMatchObject({
            name: 'newcomer',
            restricted: projects !== null,
            projects: projects ?? [],
          });
          expect(await once(endpoint, old, (client) => outcomeOf(client, ownPath(next)))).toBe(
            '403 not authorized',
          );
        }
      },
    );

    it('that is restricted puts none in the place of others', async () => {
      const { cluster } = subject();
      const identity = await enrolled([]);
      const next = await makeIdentity('next');
      const change = { method: 'PATCH', json: { certificate: next.certPem } } as const;
      const [first = ''] = cluster.endpoints;
      expect(await once(first, identity, (client) => outcomeOf(client, ownPath(cluster.admin), change))).toBe(
        '403 Certificate cannot be changed',
      );
    });
  });
}
