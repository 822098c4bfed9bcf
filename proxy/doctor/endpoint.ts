/** One server, from its name to its clock. Each step needs the one before, so after one that failed nothing more is tried. */
import type { ServerInfo } from '../lxd/read/roll-call.ts';
import { judgeClock, judgeRoundTrip, measure } from './clock.ts';
import type { Report } from './collect.ts';
import type { Speaker } from './finding.ts';
import { examineHandshake } from './handshake.ts';
import { type Lookup, examineName } from './name.ts';
import { examinePort } from './port.ts';
import { type Asked, examineTrust } from './trust.ts';

export type Tools = {
  now(): number;
  lookup: Lookup;
  /** Aborted when everything has to have ended. */
  signal: AbortSignal;
};

export type Heard = {
  /** A server that presents the certificate that is pinned, and when that ends, ms UTC. */
  presented(notAfterMs: number): void;
  /** It trusts us. */
  trusted(server: ServerInfo): void;
};

export async function examineEndpoint(
  here: Speaker,
  asked: Asked,
  { now, lookup, signal }: Tools,
  heard: Heard,
  report: Report,
): Promise<void> {
  const { client, origin, cluster } = asked;
  const { hostname, port } = new URL(origin);
  const address = { host: hostname.replace(/^\[|\]$/g, ''), port: port === '' ? 443 : Number(port) };
  const name = await examineName(here, address.host, lookup);
  if (name !== null) report(name);
  if (name?.finding === 'problem') return;
  const tcp = await examinePort(here, address);
  report(tcp);
  if (tcp.finding !== 'ok') return;
  const notAfterMs = await examineHandshake(here, address, cluster, report);
  if (notAfterMs === null) return;
  heard.presented(notAfterMs);
  const server = await examineTrust(here, asked, signal, report);
  if (server !== null) heard.trusted(server);
  // Also of one that does not trust us: a clock that is wrong may be why.
  const { roundTripsMs, samples } = await measure(client, origin, now, signal);
  const roundTrip = judgeRoundTrip(here, roundTripsMs);
  if (roundTrip === null) return;
  report(roundTrip);
  report(judgeClock(here, samples));
}
