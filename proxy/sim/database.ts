import type { Clock } from './clock.ts';
import { pick } from './random.ts';
import type { Random } from './random.ts';
import { quorumOf } from './roles.ts';
import type { Timings } from './timings.ts';

type Voter = { id: number; responsive: boolean };

/** Why the leader went: decides how long the members take to notice and elect another. */
export type LossReason = 'crash' | 'freeze' | 'handover';

type State =
  | { kind: 'ready'; leaderId: number }
  | { kind: 'electing'; inFavourOf: number | undefined; afterFault: boolean; cancel: () => void }
  | { kind: 'lost'; sinceMs: number };

/** What became of waiting for the database: it works, or the error a daemon would give up with. */
export type DatabaseAnswer =
  | { ok: true }
  | { ok: false; error: 'no-leader' | 'deadline' | 'transaction-deadline' };

/** Whose patience a call has: most calls give up after 5 s without a majority, a few only after 20 s. */
export type Patience = 'usual' | 'long';

type Options = {
  clock: Clock;
  timings: Timings;
  random: Random;
  voters: () => Voter[];
  /** A new leader is in office. `afterFault`: the old one did not go of its own will, or there was no majority. */
  onElected: (leaderId: number, afterFault: boolean) => void;
};

/** The cluster database as seen from outside: it has a leader, or elects one, or has lost its majority. Not Raft, but
 *  what Raft looks like to a client of the API. */
export class Database {
  readonly #options: Options;
  readonly #waiting = new Set<(answer: DatabaseAnswer) => void>();
  #state: State;

  constructor(options: Options, leaderId: number) {
    this.#options = options;
    this.#state = { kind: 'ready', leaderId };
  }

  get kind(): State['kind'] {
    return this.#state.kind;
  }

  get leaderId(): number | undefined {
    return this.#state.kind === 'ready' ? this.#state.leaderId : undefined;
  }

  /** To be called after every change of a voter: elects, gives up or comes back as the case may be. */
  reconsider(reason: LossReason): void {
    const voters = this.#options.voters();
    const responsive = voters.filter((voter) => voter.responsive);
    const { timings } = this.#options;
    if (responsive.length < quorumOf(voters.length)) {
      this.#lose();
    } else if (this.#state.kind === 'lost') {
      this.#elect(timings.recoveryMs, true);
    } else if (this.#state.kind === 'ready') {
      const { leaderId } = this.#state;
      if (responsive.some((voter) => voter.id === leaderId)) return;
      if (reason === 'handover') this.#elect(timings.handoverMs, false);
      else
        this.#elect(reason === 'crash' ? timings.electionAfterCrashMs : timings.electionAfterFreezeMs, true);
    }
  }

  /** The leader hands over to the voter `toId`, or to any other. False when there is no one, or no leader to do it. */
  handOver(toId: number | undefined): boolean {
    const leaderId = this.leaderId;
    if (leaderId === undefined) return false;
    const others = this.#options.voters().filter((voter) => voter.responsive && voter.id !== leaderId);
    if (!others.some((voter) => toId === undefined || voter.id === toId)) return false;
    this.#elect(this.#options.timings.handoverMs, false, toId ?? pick(this.#options.random, others)?.id);
    return true;
  }

  /** Resolves at once while there is a leader, else when there is one again or the caller's patience ends. */
  wait(patience: Patience): Promise<DatabaseAnswer> {
    if (this.#state.kind === 'ready') return Promise.resolve({ ok: true });
    const { afterMs, error } = this.#giveUp(patience);
    return new Promise((resolve) => {
      const settle = (answer: DatabaseAnswer): void => {
        this.#waiting.delete(settle);
        cancel();
        resolve(answer);
      };
      const cancel = this.#options.clock.setTimeout(() => settle({ ok: false, error }), afterMs);
      this.#waiting.add(settle);
    });
  }

  #giveUp(patience: Patience): { afterMs: number; error: 'no-leader' | 'deadline' | 'transaction-deadline' } {
    const { timings, clock } = this.#options;
    if (patience === 'long') return { afterMs: timings.slowDatabaseErrorMs, error: 'transaction-deadline' };
    if (this.#state.kind !== 'lost') return { afterMs: timings.slowDatabaseErrorMs, error: 'no-leader' };
    const isEarly = clock.nowMs() - this.#state.sinceMs < timings.firstErrorsForMs;
    return isEarly
      ? { afterMs: timings.firstDatabaseErrorMs, error: 'no-leader' }
      : { afterMs: timings.databaseErrorMs, error: 'deadline' };
  }

  #lose(): void {
    if (this.#state.kind === 'lost') return;
    if (this.#state.kind === 'electing') this.#state.cancel();
    this.#state = { kind: 'lost', sinceMs: this.#options.clock.nowMs() };
  }

  #elect(afterMs: number, afterFault: boolean, inFavourOf?: number): void {
    if (this.#state.kind === 'electing') this.#state.cancel();
    const cancel = this.#options.clock.setTimeout(() => this.#finishElection(), afterMs);
    this.#state = { kind: 'electing', inFavourOf, afterFault, cancel };
  }

  #finishElection(): void {
    if (this.#state.kind !== 'electing') return;
    const { inFavourOf, afterFault } = this.#state;
    const responsive = this.#options.voters().filter((voter) => voter.responsive);
    const winner =
      responsive.find((voter) => voter.id === inFavourOf) ?? pick(this.#options.random, responsive);
    if (!winner) return;
    this.#state = { kind: 'ready', leaderId: winner.id };
    this.#options.onElected(winner.id, afterFault);
    for (const settle of this.#waiting) settle({ ok: true });
  }
}
