import * as z from 'zod/mini';
import type { Administrator } from './administrator.ts';
import type { TestCluster, Token } from './cluster.ts';
import { cancellable } from './cancellable.ts';

const Begun = z.object({ id: z.string(), metadata: z.object({ secret: z.string() }) });

/** Tokens are made over the API by whatever answers it, real or simulated. */
export function tokenHandles(
  administrator: Administrator,
): Pick<TestCluster, 'makeJoinToken' | 'makeTrustToken'> {
  const make = async (path: string, json: object): Promise<Token> => {
    const { id, metadata } = Begun.parse(await administrator.ask({ method: 'POST', path, json }));
    return { ...cancellable(administrator, id), secret: metadata.secret };
  };
  return {
    makeJoinToken: (memberName) => make('/1.0/cluster/members', { server_name: memberName }),
    makeTrustToken: (clientName) =>
      make('/1.0/certificates', {
        name: clientName,
        type: 'client',
        token: true,
        restricted: true,
        projects: [],
      }),
  };
}
