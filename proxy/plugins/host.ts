/** Who a request is meant for: one host (RFC 9112, 3.2), and one of ours. */
import { isIPv4, isIPv6 } from 'node:net';
import type { IncomingMessage } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { apiError, refuse } from './errors.ts';

/** A proxy in front of this one might go by another of two. */
export function namesOneHost({ rawHeaders, httpVersion }: IncomingMessage): boolean {
  let hosts = 0;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    if (rawHeaders[index]?.toLowerCase() === 'host') hosts += 1;
  }
  return hosts === 1 || (hosts === 0 && httpVersion === '1.0');
}

/** A name, or an address with an IPv6 one in brackets, and a port or none. */
const HOST = /^(?:\[([0-9a-f:.]+)\]|([a-z0-9._-]+))(?::\d{1,5})?$/;

/** Whether a Host header is ours; `names` are those of the configuration, in lower case. */
export function isOurs(host: string, names: ReadonlySet<string>): boolean {
  const [, address, word = ''] = HOST.exec(host.toLowerCase()) ?? [];
  if (address !== undefined) return isIPv6(address);
  const name = word.replace(/\.$/, '');
  // Browsers look these up nowhere (RFC 6761, 6.3), and an address can't be made to mean another.
  return isIPv4(name) || name === 'localhost' || name.endsWith('.localhost') || names.has(name);
}

/** The status of a request that came to the wrong server (RFC 9110, 15.5.20). */
export const MISDIRECTED = 421;
const REMEDY = 'If it is, add it to hosts in rollcall.yaml, or to ROLLCALL_HOSTS.';
const LONGEST_SHOWN = 80;

/** What is said to whoever asks for such a host: of a text from outside, as much as helps to recognise it. */
export const foreignHost = (host: string): string =>
  `${JSON.stringify(host.length > LONGEST_SHOWN ? `${host.slice(0, LONGEST_SHOWN)}…` : host)} is not a name of this Rollcall.`;

/**
 * Refuses what is meant for another host. A site could have its own name point to our address (DNS rebinding): its page
 * would then be of the same origin as ours, and read all that a viewer may. What it can't do is to send another name.
 */
export function registerHost(app: FastifyInstance, names: ReadonlySet<string>): void {
  app.addHook('onRequest', async (request, reply) => {
    if (!namesOneHost(request.raw)) {
      return refuse(request, reply, 400, apiError('bad-host', 'a request has to name one host'));
    }
    const { host } = request.headers;
    if (host === undefined || isOurs(host, names)) return undefined;
    return refuse(request, reply, MISDIRECTED, apiError('foreign-host', foreignHost(host), REMEDY));
  });
}
