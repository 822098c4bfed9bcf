/** Which certificate the cluster presents, and what ours may: looked at seldom, and at once when there is reason to. */
import type { LxdClient } from '../lxd/client.ts';
import { originOf } from '../lxd/endpoints.ts';
import { fetchGrant } from '../lxd/read/grant.ts';
import type { LifecycleEvent } from '../wire/event.ts';
import type { Grant } from '../wire/grant.ts';
import type { ClusterSnapshot } from '../wire/snapshot.ts';
import type { OtherCertificate, Trust } from '../wire/trust.ts';
import { type Ring, startRing } from './ring.ts';

/** Connections are kept for as long as they are used, and tell nothing of what would be presented to a new one. */
const LOOK_EVERY_MS = 60_000;
/** It changes when an administrator changes it; events tell of that, where we are told of them. */
const GRANT_EVERY_MS = 600_000;
const GRANT_COST_SHARE = 0.0005;
const DEADLINE_MS = 5000;
const LOOKS_AT_ONCE = 8;
/** A server that is no member may present what it likes for ever: that is no reason to look at all again and again. */
const SUSPECT_EVERY_MS = 30_000;

export type TrustWatchDeps = {
  client: LxdClient;
  snapshot(): ClusterSnapshot;
  /** Something of it is new. */
  onNews(): void;
  /** Whom to ask, best first. */
  candidates(): string[];
  /** What the cluster's servers offer, by the one that answered last; null: none has. */
  extensions(): ReadonlySet<string> | null;
  now(): number;
  random(): number;
  signal: AbortSignal;
};

export type TrustWatch = {
  heard(event: LifecycleEvent): void;
  /** A server presented another certificate: whether the others do, too, tells what that means. */
  suspect(): void;
  /** As far as it is known now. */
  trust(): Trust;
  /** Another certificate or pin is in use: what was known of the one before is nothing any more. */
  forget(): void;
};

export function watchTrust(deps: TrustWatchDeps): TrustWatch {
  const { client, snapshot, onNews, candidates, extensions, now, random, signal } = deps;
  let grant: Grant | null = null;
  /** By fingerprint, when it was first seen. */
  const sinceMs = new Map<string, number>();
  let turn = 0;
  let lookingAtAll = false;
  let suspectedAtMs = Number.NEGATIVE_INFINITY;

  const memberOrigins = (): Map<string, string> =>
    new Map(
      snapshot().members.flatMap(({ url, server_name }) => {
        const origin = originOf(url);
        return origin === null ? [] : [[origin, server_name] as const];
      }),
    );

  /** Where the list is known, of its members alone: one that has left presents a certificate of its own. */
  const others = (): OtherCertificate[] => {
    const names = memberOrigins();
    const seen = [...client.strangers().values()].filter(
      ({ origin }) => names.size === 0 || names.has(origin),
    );
    const groups = Map.groupBy(seen, ({ fingerprint }) => fingerprint);
    // A server may present a new one with each connection.
    for (const gone of sinceMs.keys()) if (!groups.has(gone)) sinceMs.delete(gone);
    return [...groups]
      .map(([fingerprint, presented]): OtherCertificate => {
        const firstMs = sinceMs.get(fingerprint) ?? now();
        sinceMs.set(fingerprint, firstMs);
        const notAfterMs = presented[0]?.notAfterMs ?? null;
        const by = presented.map(({ origin }) => names.get(origin) ?? origin).toSorted();
        return { fingerprint, notAfterMs, by, sinceMs: firstMs };
      })
      .toSorted((a, b) => b.by.length - a.by.length);
  };

  const lookAtAll = async (): Promise<void> => {
    if (lookingAtAll || signal.aborted) return;
    lookingAtAll = true;
    const members = [...memberOrigins().keys()];
    const queue = (members.length === 0 ? candidates() : members).values();
    const worker = async (): Promise<void> => {
      for (const origin of queue) if (!signal.aborted) await client.look(origin);
    };
    await Promise.all(Array.from({ length: LOOKS_AT_ONCE }, worker));
    lookingAtAll = false;
    if (!signal.aborted) onNews();
  };

  const grantRing: Ring = startRing({
    everyMs: () => GRANT_EVERY_MS,
    costShare: GRANT_COST_SHARE,
    ready: () => extensions() !== null && snapshot().parts.server.status === 'ok',
    async ask() {
      const [origin] = candidates();
      if (origin === undefined) return null;
      const of = { fingerprint: client.clientFingerprint(), extensions: extensions() ?? new Set<string>() };
      const answer = await fetchGrant(client, origin, of, { deadlineMs: DEADLINE_MS, signal });
      if (signal.aborted || !answer.ok) return null;
      grant = answer.value.value;
      onNews();
      return answer.value.ms;
    },
    onPause: () => {},
    random,
    signal,
  });

  let timer: NodeJS.Timeout | undefined;
  const lookLater = (): void => {
    timer = setTimeout(
      () => {
        const order = candidates();
        const origin = order[turn % Math.max(1, order.length)];
        turn += 1;
        if (origin === undefined) lookLater();
        else
          void client.look(origin).then(() => {
            if (signal.aborted) return;
            if (client.strangers().has(origin)) void lookAtAll();
            lookLater();
          });
      },
      LOOK_EVERY_MS * (0.95 + random() / 10),
    );
  };
  lookLater();
  signal.addEventListener('abort', () => clearTimeout(timer));

  return {
    heard({ action }) {
      if (action === 'cluster-certificate-updated') void lookAtAll();
      if (/^(?:certificate|identity|auth-group)-updated$/.test(action)) grantRing.hasten();
    },
    suspect() {
      if (now() - suspectedAtMs < SUSPECT_EVERY_MS) return;
      suspectedAtMs = now();
      void lookAtAll();
    },
    trust: () => ({ pin: client.pin(), grant, others: others() }),
    forget() {
      grant = null;
      sinceMs.clear();
      suspectedAtMs = Number.NEGATIVE_INFINITY;
      grantRing.hasten();
    },
  };
}
