import { Moment } from '../../components/Moment.tsx';
import { StatusShape, TONES } from '../../components/StatusShape.tsx';
import type { Board } from '../../components/useBoard.ts';
import { type Zone, formatInstant } from '../../lib/instant.ts';
import { LEVEL_LOOKS } from '../../lib/levels.ts';
import { keepUnits } from '../../lib/keep-units.ts';
import { Foreign } from '../../ui/Foreign.tsx';
import { WallSentence } from './WallSentence.tsx';
import { QUORUM_LINE, SENTENCE_LINE, type WallLayout, type WallWords } from './wall-layout.ts';

const GROUNDS = {
  ok: 'tint-tone [--tint:6%]',
  degraded: 'tint-tone [--tint:14%]',
  critical: 'loud',
  unknown: 'tint-tone [--tint:6%]',
} as const;

type WallVerdictProps = { board: Board; words: WallWords; layout: WallLayout };

/** Since when it is as it is; of old data: since when they are old. Null: it is well, or only to be noted. */
function sinceOf({ view, verdict, stale }: Board): number | null {
  if (stale) return view.snapshot.parts.members.observedAtMs;
  const [worst] = verdict.reasons;
  return worst === undefined || worst.level === 'notice' ? null : worst.sinceMs;
}

/** What the top of a board says. */
export function wordsOf(board: Board, zone: Zone): WallWords {
  const { verdict, view, stale, nowMs } = board;
  const { sentence, quorum, level } = verdict;
  const { name, demo } = view.snapshot.cluster;
  const sinceMs = sinceOf(board);
  return {
    head: {
      word: stale ? 'No fresh data' : LEVEL_LOOKS[level].word,
      since: sinceMs === null ? null : `since ${formatInstant(sinceMs, zone, nowMs)}`,
      name,
      demo,
      stale,
    },
    sentence: keepUnits(sentence),
    quorum: quorum.sentence === sentence ? null : quorum.sentence,
  };
}

/** The answer, as large as its words allow. */
export function WallVerdict({ board, words, layout }: WallVerdictProps) {
  const { verdict, nowMs } = board;
  const { heightPx, padPx, barPx, gapPx, headPx, head, sentencePx, sentenceLines, quorumPx } = layout.verdict;
  const look = LEVEL_LOOKS[verdict.level];
  const sinceMs = sinceOf(board);
  const since = head.sinceEm !== null && sinceMs !== null && (
    <span
      style={{ fontSize: `${head.sinceEm}em` }}
      className={words.head.stale ? 'font-semibold text-ink' : 'text-soft'}
    >
      since <Moment atMs={sinceMs} nowMs={nowMs} />
    </span>
  );
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
      <div style={{ height: headPx }} className="flex shrink-0 flex-col justify-evenly whitespace-nowrap">
        <p className="flex items-center gap-[0.5em]">
          <StatusShape shape={look.shape} className="size-[1.25em]" />
          <span style={{ fontSize: `${head.wordEm}em` }} className="font-semibold text-tone">
            {words.head.word}
          </span>
          {head.lines === 1 && since}
          {head.name !== null && (
            <span className="ml-auto flex min-w-0 items-center gap-[0.6em]">
              {words.head.demo && (
                <strong className="rounded-sm border-2 border-accent px-[0.3em] font-semibold text-accent">
                  DEMO
                </strong>
              )}
              <Foreign text={head.name} className="one-line text-[1.2em] font-semibold" />
            </span>
          )}
        </p>
        {head.lines === 2 && <p>{since}</p>}
      </div>
      <h1
        style={{ fontSize: sentencePx, lineHeight: SENTENCE_LINE, WebkitLineClamp: sentenceLines }}
        className="line-clamp-1 shrink-0 font-medium tracking-[-0.012em] text-pretty"
      >
        <WallSentence text={words.sentence} />
      </h1>
      {quorumPx !== null && (
        <p style={{ fontSize: quorumPx, lineHeight: QUORUM_LINE }} className="shrink-0 text-soft">
          {words.quorum}
        </p>
      )}
    </section>
  );
}
