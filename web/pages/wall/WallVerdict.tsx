import type { Verdict } from '~wire/verdict.ts';
import { Moment } from '../../components/Moment.tsx';
import { StatusShape, TONES } from '../../components/StatusShape.tsx';
import type { Board } from '../../components/useBoard.ts';
import { LEVEL_LOOKS } from '../../lib/levels.ts';
import { Foreign } from '../../ui/Foreign.tsx';
import { BOLD } from './wall-grid.ts';
import { fittingName } from './wall-names.ts';
import {
  QUORUM_LINE,
  SENTENCE_LINE,
  type Size,
  type WallLayout,
  type WallWords,
  headLayout,
} from './wall-layout.ts';

const GROUNDS = {
  ok: 'tint-tone [--tint:6%]',
  degraded: 'tint-tone [--tint:14%]',
  critical: 'loud',
  unknown: 'tint-tone [--tint:6%]',
} as const;

type WallVerdictProps = { board: Board; layout: WallLayout; size: Size };

/** What the top of a board says. */
export const wordsOf = ({ sentence, quorum }: Verdict): WallWords => ({
  sentence,
  quorum: quorum.sentence === sentence ? null : quorum.sentence,
});

/** "since 22 Nov 2026, 03:12:07 UTC", in units; since today is shorter. */
const SINCE = { today: 11, earlier: 18 } as const;
const DAY_MS = 24 * 3_600_000;

/** The answer, as large as its words allow. Of old data: since when they are old. */
export function WallVerdict({ board: { view, verdict, nowMs }, layout, size }: WallVerdictProps) {
  const { unitPx } = layout;
  const { heightPx, padPx, barPx, gapPx, headPx, sentencePx, sentenceLines, quorumPx } = layout.verdict;
  const { snapshot } = view;
  const look = LEVEL_LOOKS[verdict.level];
  const [worst] = verdict.reasons;
  const stale = verdict.level === 'unknown';
  const sinceMs = stale
    ? snapshot.parts.members.observedAtMs
    : worst?.level === 'notice'
      ? null
      : (worst?.sinceMs ?? null);
  const word = stale ? 'No fresh data' : look.word;
  const { sentence, quorum } = wordsOf(verdict);
  // Since when comes before whose: of old data it is all that counts.
  const { wordEm, roomEm } = headLayout(size, unitPx, word);
  const sinceEm = sinceMs === null ? 0 : nowMs - sinceMs > DAY_MS ? SINCE.earlier : SINCE.today;
  const withSince = sinceMs !== null && (stale || sinceEm <= roomEm);
  const nameEm = roomEm - (withSince ? sinceEm : 0);
  return (
    <section
      aria-label="Verdict"
      style={{
        height: heightPx,
        padding: padPx,
        paddingLeft: padPx + barPx,
        borderLeftWidth: barPx,
        gap: gapPx,
      }}
      className={`${TONES[look.shape]} ${GROUNDS[verdict.level]} flex shrink-0 flex-col justify-center overflow-hidden border-l-(--glow)`}
    >
      <p style={{ height: headPx }} className="flex shrink-0 items-center gap-[0.5em] whitespace-nowrap">
        <StatusShape shape={look.shape} className="size-[1.25em]" />
        <span style={{ fontSize: `${wordEm}em` }} className="font-semibold text-tone">
          {word}
        </span>
        {withSince && (
          <span className={stale ? 'text-[1.2em] font-semibold text-ink' : 'text-soft'}>
            since <Moment atMs={sinceMs} nowMs={nowMs} />
          </span>
        )}
        {nameEm >= LEAST_NAME && (
          <span className="ml-auto flex min-w-0 items-center gap-[0.6em]">
            {snapshot.cluster.demo && (
              <strong className="rounded-sm border-2 border-accent px-[0.3em] font-semibold text-accent">
                DEMO
              </strong>
            )}
            <Foreign
              text={fittingName(
                snapshot.cluster.name,
                (nameEm - 1 - (snapshot.cluster.demo ? DEMO : 0)) / (1.2 * BOLD),
              )}
              className="one-line text-[1.2em] font-semibold"
            />
          </span>
        )}
      </p>
      <h1
        style={{ fontSize: sentencePx, lineHeight: SENTENCE_LINE, WebkitLineClamp: sentenceLines }}
        className="line-clamp-1 shrink-0 font-medium tracking-[-0.012em] text-pretty"
      >
        <bdi>{sentence}</bdi>
      </h1>
      {quorumPx !== null && (
        <p style={{ fontSize: quorumPx, lineHeight: QUORUM_LINE }} className="shrink-0 text-soft">
          <bdi>{quorum}</bdi>
        </p>
      )}
    </section>
  );
}

/** In units: a name that has less is worth nothing. */
const LEAST_NAME = 3;
/** The word that stands before the name, with its frame. */
const DEMO = 4.5;
