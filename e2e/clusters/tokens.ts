import * as z from 'zod/mini';
import type { Administrator } from './administrator.ts';
import type { TestCluster, Token } from './cluster.ts';
import { cancellable } from './cancellable.ts';
import { fingerprintOf } from './identity.ts';

const Begun = z.object({ id: z.string(), metadata: z.object({ secret: z.string() }) });
const Printable = z.object({
  metadata: z.object({ secret: z.string(), fingerprint: z.string(), addresses: z.array(z.string()) }),
});
/** Of a token that does not expire. */
const NEVER = '0001-01-01T00:00:00Z';

/** Tokens are made over the API by whatever answers it, real or simulated. */
export function tokenHandles(
  administrator: Administrator,
): Pick<TestCluster, 'makeJoinToken' | 'makeTrustToken' | 'printTrustToken' | 'distrust'> {
  const make = async (path: string, json: object): Promise<Token> => {
    const { id, metadata } = Begun.parse(await administrator.ask({ method: 'POST', path, json }));
    return { ...cancellable(administrator, id), secret: metadata.secret };
  };
  return {
    makeJoinToken: (memberName) => make('/1.0/cluster/members', { server_name: memberName }),
    makeTrustToken: (clientName) => make('/1.0/certificates', trustRequest(clientName, [])),
    async distrust(certPem) {
      await administrator.ask({ method: 'DELETE', path: `/1.0/certificates/${fingerprintOf(certPem)}` });
    },
    async printTrustToken(clientName, projects) {
      const json = trustRequest(clientName, projects);
      const { metadata } = Printable.parse(
        await administrator.ask({ method: 'POST', path: '/1.0/certificates', json }),
      );
      const token = { client_name: clientName, ...metadata, expires_at: NEVER };
      return Buffer.from(JSON.stringify(token)).toString('base64');
    },
  };
}

const trustRequest = (name: string, projects: readonly string[] | null) => ({
  name,
  type: 'client',
  token: true,
  restricted: projects !== null,
  projects: projects ?? [],
});
