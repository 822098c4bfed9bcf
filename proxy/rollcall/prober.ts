/** Our own witness: asks each member at its own URL whether it is there, none of them twice at a time. */
import { setTimeout as pause } from 'node:timers/promises';
import type { LxdClient } from '../lxd/client.ts';
import { originOf } from '../lxd/endpoints.ts';
import { type ServerInfo, fetchServer } from '../lxd/read/roll-call.ts';
import type { Member } from '../wire/snapshot.ts';
import type { ProbeFinding } from './state.ts';

/** Longer than any member that is well takes; short enough for "not answering us" within 5 s of the fault. */
const PROBE_DEADLINE_MS = 2000;
/**
 * Probes under way at a time. A thousand members that all hang are still through before the last word on any of them
 * is too old to stand; and no limit on open files is near.
 */
const MAX_PROBES = 400;

/**
 * Answers that come all at once wait for each other in this process, and the wait would pass for the members' latency:
 * with 60 members it came to 90 ms. So probes start one after the other, this far apart, and closer where there are
 * many: all of those that have a connection within half a second.
 */
const GAP_MS = 4;
const SPREAD_MS = 500;

type Target = Pick<Member, 'server_name' | 'url'>;

export type Prober = {
  /** Probes every member that is not being probed already; resolves when those it started have ended. */
  probe(members: readonly Target[]): Promise<void>;
};

export type ProberDeps = {
  client: LxdClient;
  /** `server`: who answered, when somebody did. */
  onFinding(member: Target, finding: ProbeFinding, server: { origin: string; info: ServerInfo } | null): void;
  /** Whether a member of this name is in the list now. */
  isListed(name: string): boolean;
  signal: AbortSignal;
};

export function createProber({ client, onFinding, isListed, signal }: ProberDeps): Prober {
  const underWay = new Set<string>();
  /** URLs of members that answered, and to which there is a connection, then. */
  const connected = new Set<string>();

  const probeOne = async (member: Target): Promise<void> => {
    if (signal.aborted) return;
    const origin = originOf(member.url);
    if (origin === null) {
      const failure = { kind: 'unreachable', message: `"${member.url}" is not an https URL` } as const;
      onFinding(member, { failure }, null);
      return;
    }
    const answer = await fetchServer(client, origin, { deadlineMs: PROBE_DEADLINE_MS, signal });
    if (signal.aborted) return;
    if (answer.ok) connected.add(member.url);
    else connected.delete(member.url);
    if (!answer.ok) {
      onFinding(member, { failure: answer.error }, null);
      return;
    }
    const { value: info, ms } = answer.value;
    onFinding(member, judge(member, info, ms, isListed), { origin, info });
  };

  let running = 0;
  const waiting: (() => void)[] = [];
  const inTurn = async (run: () => Promise<void>): Promise<void> => {
    if (running >= MAX_PROBES) await new Promise<void>((resolve) => waiting.push(resolve));
    else running += 1;
    await run();
    const next = waiting.shift();
    if (next === undefined) running -= 1;
    else next();
  };

  return {
    async probe(members) {
      const due = members.filter(({ url }) => !underWay.has(url));
      for (const { url } of due) underWay.add(url);
      const shortGapMs = Math.min(GAP_MS, SPREAD_MS / due.length);
      const started: Promise<void>[] = [];
      let owedMs = 0;
      for (const member of due) {
        // A handshake costs milliseconds of computing, here and there: a thousand at once would all come too late, and
        // be begun anew for ever. One at a time, each after a pause, they can't get ahead of a process that lags.
        owedMs += connected.has(member.url) ? shortGapMs : GAP_MS;
        if (owedMs >= GAP_MS) {
          // Ended early when everything ends, and then there is nothing left to ask.
          await pause(owedMs, undefined, { signal }).catch(() => {});
          owedMs = 0;
        }
        started.push(
          inTurn(() => probeOne(member)).then(() => {
            underWay.delete(member.url);
          }),
        );
      }
      await Promise.all(started);
    },
  };
}

/**
 * A removed member's daemon keeps answering at its address, and an address may be given to another member. A name that
 * no member has is no other member: LXD 5.0 goes by its old name after a rename, until it is restarted.
 */
function judge(
  member: Target,
  info: ServerInfo,
  latencyMs: number,
  isListed: ProberDeps['isListed'],
): ProbeFinding {
  if (!info.clustered) {
    return {
      failure: { kind: 'not-clustered', message: `${info.serverName || 'the server'} is in no cluster` },
    };
  }
  if (info.serverName !== member.server_name && isListed(info.serverName)) {
    return { failure: { kind: 'other-member', message: `${info.serverName} answers there` } };
  }
  return { latencyMs, version: info.version };
}
