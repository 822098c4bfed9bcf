import { describe, expect, it } from 'vitest';
import { Failure, Success } from '../shapes/envelope.ts';
import { Server } from '../shapes/server.ts';
import type { Subject } from '../subject.ts';
import { shakeHands } from '../tls.ts';

/** `/1.0`, and how a member answers in general. */
export function serverChecks(subject: () => Subject): void {
  describe('a member as a server', () => {
    it('says at /1.0 which member it is and of which product', async () => {
      const { cluster, as } = subject();
      for (const name of cluster.memberNames) {
        const { status, body } = await as('restricted', name).ask('/1.0');
        expect(status).toBe(200);
        const server = Server.parse(Success.parse(body).metadata);
        expect(server.environment).toMatchObject({
          server: cluster.product,
          server_name: name,
          server_clustered: true,
          server_event_mode: 'full-mesh',
        });
        expect(server.environment.addresses).toContain(new URL(cluster.endpointOf(name)).host);
        expect(server.environment.certificate_fingerprint).toBe(cluster.serverFingerprint);
        expect(server.auth_methods).toContain('tls');
      }
    });

    it('tells by its extensions whether it has the state of members', async () => {
      const { cluster, as } = subject();
      const { body } = await as('restricted').ask('/1.0');
      const { api_extensions: extensions } = Server.parse(Success.parse(body).metadata);
      expect(extensions).toEqual(
        expect.arrayContaining([
          'clustering',
          'clustering_roles',
          'clustering_groups',
          'clustering_evacuation',
        ]),
      );
      expect(extensions.includes('cluster_member_state')).toBe(cluster.product === 'incus');
      // How Rollcall is to redeem a trust token.
      expect(extensions).not.toContain('explicit_trust_token');
      expect(extensions.includes('certificate_description')).toBe(cluster.product === 'incus');
    });

    it('presents the same certificate as every other member', async () => {
      const { cluster, patience } = subject();
      for (const endpoint of cluster.endpoints) {
        const handshake = await shakeHands(endpoint, patience(2000), cluster.restricted);
        expect(handshake).toEqual({ outcome: 'secured', fingerprint: cluster.serverFingerprint });
      }
    });

    it.each(['/1.0/nothing-here', '/1.0/', '/1.0/cluster/members/', '/1.0/cluster/nothing-here'])(
      'does not know %s',
      async (path) => {
        const { status, body } = await subject().as('restricted').ask(path);
        expect(status).toBe(404);
        expect(Failure.parse(body)).toMatchObject({ error_code: 404, error: 'not found' });
      },
    );

    it.each([
      ['GET', '/1.0/cluster/certificate'],
      ['DELETE', '/1.0/cluster'],
      ['PATCH', '/1.0/cluster'],
    ] as const)('has no %s of %s', async (method, path) => {
      const { status, body } = await subject().as('admin').ask(path, { method });
      expect(status).toBe(501);
      expect(Failure.parse(body)).toMatchObject({ error_code: 501, error: 'not implemented' });
    });

    it('does not do HEAD, so that a proxy must ask with GET', async () => {
      const { status, body } = await subject().as('restricted').ask('/1.0/cluster', { method: 'HEAD' });
      expect(status).toBe(501);
      expect(body).toBe('');
    });

    it('sends long answers in chunks and short ones with their length', async () => {
      const client = subject().as('restricted');
      const long = await client.ask('/1.0');
      expect(long.headers).toMatchObject({ 'transfer-encoding': 'chunked' });
      expect(long.headers).not.toHaveProperty('content-length');
      const short = await client.ask('/1.0/cluster');
      expect(Number(short.headers['content-length'])).toBeGreaterThan(0);
      for (const { headers } of [long, short]) expect(headers['content-type']).toBe('application/json');
    });

    it('answers a plain read of the events with text', async () => {
      const { status, body } = await subject().as('admin').ask('/1.0/events');
      expect(status).toBe(400);
      expect(body).toBe('Bad Request\n');
    });
  });
}
