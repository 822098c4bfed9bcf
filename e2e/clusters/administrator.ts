import { Agent, request } from 'undici';
import * as z from 'zod/mini';
import type { Identity } from './cluster.ts';

export type Demand = { method: 'GET' | 'POST' | 'DELETE'; path: string; json?: unknown };

/** Asks a cluster over its API, as its administrator. */
export type Administrator = {
  /** The metadata of the answer: of what runs in the background, the operation. Throws with the error of a refusal. */
  ask(demand: Demand): Promise<unknown>;
};

type Place = {
  /** Of a member that answers now. */
  endpoint(): string | Promise<string>;
  admin: Identity;
  serverCertPem: string;
};

const Answer = z.object({ error: z.string(), metadata: z.unknown() });

export function makeAdministrator({ endpoint, admin, serverCertPem }: Place): Administrator {
  return {
    async ask({ method, path, json }) {
      const agent = new Agent({
        connect: {
          ca: serverCertPem,
          // The certificate names the host, not the addresses of the members.
          checkServerIdentity: () => undefined,
          cert: admin.certPem,
          key: admin.keyPem,
        },
      });
      try {
        const { body } = await request(new URL(path, await endpoint()), {
          method,
          dispatcher: agent,
          ...(json !== undefined && { body: JSON.stringify(json) }),
        });
        const { error, metadata } = Answer.parse(await body.json());
        if (error !== '') throw new Error(`${method} ${path}: ${error}`);
        return metadata;
      } finally {
        await agent.close();
      }
    },
  };
}
