import type { Clock } from './clock.ts';
import type { Random } from './random.ts';
import type { Timings } from './timings.ts';

/** When a member last became able, or unable, to answer a heartbeat. */
export type Responsiveness = { responsive: boolean; changedAtMs: number };

/** Whether a member answered at `atMs`, as far as its last change tells. */
const wasResponsive = ({ responsive, changedAtMs }: Responsiveness, atMs: number): boolean =>
  atMs >= changedAtMs ? responsive : !responsive;

type Options<Member extends Responsiveness> = {
  clock: Clock;
  timings: Timings;
  random: Random;
  members: () => Iterable<Member>;
  /** The leader wrote the round down: `heardAtMs(member)` is the time of its answer, undefined when there was none. */
  onRound: (heardAtMs: (member: Member) => number | undefined) => void;
};

/** The leader's rounds of heartbeats. Each member is asked at some moment of the round's first seconds, and the times of
 *  the answers are written all at once at the end of these. So a healthy member's age saws between 0 and interval +
 *  spread, 13 s at speed 1. One timer for any number of members. */
export class Heartbeats<Member extends Responsiveness> {
  readonly #options: Options<Member>;
  #cancel: () => void = () => {};

  constructor(options: Options<Member>) {
    this.#options = options;
  }

  /** Begins a round now and one each interval from then on. A new leader does this first. */
  start(): void {
    this.stop();
    const { clock, timings } = this.#options;
    const startedAtMs = clock.nowMs();
    this.#cancel = clock.setTimeout(() => {
      this.#cancel = clock.setTimeout(
        () => this.start(),
        timings.heartbeatIntervalMs - timings.heartbeatSpreadMs,
      );
      this.#write(startedAtMs);
    }, timings.heartbeatSpreadMs);
  }

  /** A round under way is lost: its leader is gone. */
  stop(): void {
    this.#cancel();
  }

  #write(startedAtMs: number): void {
    const { timings, random, onRound } = this.#options;
    onRound((member) => {
      const askedAtMs = startedAtMs + Math.floor(random() * timings.heartbeatSpreadMs);
      return wasResponsive(member, askedAtMs) ? askedAtMs : undefined;
    });
  }
}
