import type { Clock } from './clock.ts';
import { Database } from './database.ts';
import type { DatabaseAnswer, LossReason, Patience } from './database.ts';
import type { Guise } from './guise.ts';
import { Heartbeats } from './heartbeat.ts';
import type { EventBus } from './lifecycle.ts';
import { memberFrom } from './member.ts';
import type { Member, NewMember } from './member.ts';
import type { Random } from './random.ts';
import { rebalance } from './roles.ts';
import { isOverdue } from './status.ts';
import type { Timings } from './timings.ts';

export type WorldOptions = {
  clock: Clock;
  timings: Timings;
  random: Random;
  guise: Guise;
  events: EventBus;
  /** A round of heartbeats is over, and the leader has heard from the member, or has not. */
  onHeartbeat?: (leader: Member, member: Member, isHeard: boolean) => void;
  /** At least one; the first is where the cluster was made. */
  members: readonly NewMember[];
};

/** The cluster as it is and as its database sees it. Knows nothing of HTTP, and of no time but the clock's. */
export class World {
  readonly guise: Guise;
  readonly timings: Timings;
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #events: EventBus;
  readonly #onHeartbeat: NonNullable<WorldOptions['onHeartbeat']>;
  readonly #database: Database;
  readonly #heartbeats: Heartbeats<Member>;
  readonly #members = new Map<number, Member>();
  /** Groups besides `default`: name -> description. */
  readonly groups = new Map<string, string>();
  #nextId = 1;

  constructor({ clock, timings, random, guise, events, onHeartbeat, members }: WorldOptions) {
    this.#clock = clock;
    this.timings = timings;
    this.#random = random;
    this.guise = guise;
    this.#events = events;
    this.#onHeartbeat = onHeartbeat ?? (() => {});
    for (const member of members) this.#insert(member);
    this.#heartbeats = new Heartbeats({
      clock,
      timings,
      random,
      members: () => this.#members.values(),
      onRound: (heardAtMs) => this.#writeRound(heardAtMs),
    });
    this.#rebalance(undefined);
    const first = this.members().find((member) => member.role === 'voter');
    if (!first) throw new RangeError('a cluster has at least one member');
    this.#database = new Database(
      {
        clock,
        timings,
        random,
        voters: () => this.members().filter((member) => member.role === 'voter'),
        onElected: (_leaderId, afterFault) => this.#takeOffice(afterFault),
      },
      first.id,
    );
    this.#heartbeats.start();
  }

  /** The members of the cluster in the order of joining. */
  members(): Member[] {
    return [...this.#members.values()].filter((member) => !member.removed);
  }

  /** By name; of a removed member only as long as no other has taken its name. */
  find(name: string): Member | undefined {
    const all = [...this.#members.values()].filter((member) => member.name === name);
    return all.find((member) => !member.removed) ?? all[0];
  }

  get(id: number): Member | undefined {
    return this.#members.get(id);
  }

  /** Undefined while there is none: in an election, and without a majority. */
  leader(): Member | undefined {
    const id = this.#database.leaderId;
    return id === undefined ? undefined : this.#members.get(id);
  }

  databaseState(): 'ready' | 'electing' | 'lost' {
    return this.#database.kind;
  }

  waitForDatabase(patience: Patience): Promise<DatabaseAnswer> {
    return this.#database.wait(patience);
  }

  /** Whether the leader has heard of it lately; what is read as Offline otherwise. */
  isOverdue(member: Member): boolean {
    return isOverdue(member.heartbeatAtMs, this.#clock.nowMs(), this.timings.offlineThresholdMs);
  }

  powerOff(member: Member, how: 'stop' | 'kill'): void {
    member.power = 'down';
    member.frozen = false;
    this.#setResponsive(member, how === 'stop' ? 'handover' : 'crash');
  }

  powerOn(member: Member): void {
    member.power = 'up';
    member.pid += 1 + Math.floor(this.#random() * 400);
    this.#setResponsive(member, 'crash');
  }

  freeze(member: Member): void {
    member.frozen = true;
    this.#setResponsive(member, 'freeze');
  }

  thaw(member: Member): void {
    member.frozen = false;
    this.#setResponsive(member, 'freeze');
  }

  /** False when the member can't take over, or there is no leader to hand over. */
  changeLeader(to: Member | undefined): boolean {
    if (to && to.id === this.#database.leaderId) return true;
    const done = this.#database.handOver(to?.id);
    if (done) this.#heartbeats.stop();
    return done;
  }

  /** Makes every heartbeat too old, until the leader writes the next round: all members read Offline, the leader too. */
  forgetHeartbeats(): void {
    const nowMs = this.#clock.nowMs();
    for (const member of this.#members.values()) {
      const ageMs = Math.ceil(this.timings.offlineThresholdMs * (1.02 + this.#random() * 0.3));
      member.heartbeatAtMs = Math.min(member.heartbeatAtMs, nowMs - ageMs);
    }
  }

  /** A new member joins, with a heartbeat of now and the role that is wanting. A round that has asked everybody by now
   *  has not asked it. */
  add(newMember: NewMember): Member {
    const member = this.#insert(newMember);
    member.heartbeatAtMs = this.#clock.nowMs();
    member.changedAtMs = member.heartbeatAtMs;
    member.knowsTrusted = !this.guise.learnsTrustedByHeartbeat;
    this.#rebalance(this.leader()?.id);
    this.#events.lifecycle('cluster-member-added', `/1.0/cluster/members/${member.name}`, member.name);
    return member;
  }

  /** The member leaves. Its daemon may go on by itself, but forgets whom it trusted. */
  remove(member: Member): void {
    member.removed = true;
    member.knowsTrusted = false;
    member.role = 'spare';
    const actor = this.actor();
    this.#database.reconsider('handover');
    if (this.#database.kind !== 'ready') this.#heartbeats.stop();
    this.#rebalance(this.leader()?.id);
    const source = `/1.0/cluster/members/${member.name}`;
    if (this.guise.product === 'incus')
      this.#events.lifecycle('cluster-disabled', '/1.0/cluster', member.name);
    this.#events.lifecycle('cluster-member-removed', source, actor);
  }

  rename(member: Member, name: string): void {
    const old_name = member.name;
    member.name = name;
    this.#events.lifecycle('cluster-member-renamed', `/1.0/cluster/members/${name}`, this.actor(), {
      context: { old_name },
    });
  }

  /** Changes what an operator may change; the event says that something changed and not what. */
  configure(
    member: Member,
    change: Partial<Pick<Member, 'failureDomain' | 'description' | 'config' | 'groups'>>,
  ): void {
    Object.assign(member, change);
    for (const group of change.groups ?? []) this.describeGroup(group, this.groups.get(group) ?? '');
    this.#events.lifecycle('cluster-member-updated', `/1.0/cluster/members/${member.name}`, this.actor());
  }

  /** Makes the group if there is none of that name. */
  describeGroup(name: string, description: string): void {
    if (this.groups.get(name) === description) return;
    const action = this.groups.has(name) ? 'cluster-group-updated' : 'cluster-group-created';
    this.groups.set(name, description);
    this.#events.lifecycle(action, `/1.0/cluster/groups/${name}`, this.actor());
  }

  /** The member that is said to have acted: the leader, or else any that is up. */
  actor(): string {
    return (this.leader() ?? this.members().find((member) => member.responsive))?.name ?? '';
  }

  #insert(newMember: NewMember): Member {
    const { heartbeatSpreadMs } = this.timings;
    const nowMs = this.#clock.nowMs();
    const member = memberFrom(newMember, this.#nextId++, { nowMs, heartbeatSpreadMs, random: this.#random });
    this.#members.set(member.id, member);
    return member;
  }

  #setResponsive(member: Member, reason: LossReason): void {
    const responsive = member.power === 'up' && !member.frozen;
    if (responsive === member.responsive) return;
    member.responsive = responsive;
    member.changedAtMs = this.#clock.nowMs();
    this.#database.reconsider(reason);
    if (this.#database.kind !== 'ready') this.#heartbeats.stop();
  }

  /** After a fault the new leader knows heartbeats only from before it: until its first round all members are Offline. */
  #takeOffice(afterFault: boolean): void {
    if (afterFault) this.forgetHeartbeats();
    this.#heartbeats.start();
  }

  #writeRound(heardAtMs: (member: Member) => number | undefined): void {
    const leader = this.leader();
    for (const member of this.members()) {
      const atMs = member === leader ? this.#clock.nowMs() : heardAtMs(member);
      if (leader && member !== leader) this.#onHeartbeat(leader, member, atMs !== undefined);
      if (atMs === undefined) continue;
      member.heartbeatAtMs = atMs;
      member.knowsTrusted = true;
    }
    this.#rebalance(leader?.id);
  }

  #rebalance(leaderId: number | undefined): void {
    const holders = this.members().map((member) => ({ ...member, online: !this.isOverdue(member) }));
    for (const [id, role] of rebalance(holders, leaderId)) {
      const member = this.#members.get(id);
      if (member) member.role = role;
    }
  }
}
