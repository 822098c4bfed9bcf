import { Moment } from '../../components/Moment.tsx';
import { StatusShape, TONES } from '../../components/StatusShape.tsx';
import type { Board } from '../../components/useBoard.ts';
import { emWidth, fitPx } from '../../lib/text-fit.ts';
import { LEVEL_LOOKS } from '../../lib/levels.ts';
import { Foreign } from '../../ui/Foreign.tsx';
import type { WallLayout } from './wall-layout.ts';

const TINTS = {
  ok: '[--tint:6%]',
  degraded: '[--tint:14%]',
  critical: '[--tint:24%]',
  unknown: '[--tint:6%]',
} as const;

/** In units: the least and the most that letters may be. */
const SENTENCE = { least: 1.15, most: 4 };
const QUORUM_LINE = 1.1;
const LINE_HEIGHT = 1.16;

type WallVerdictProps = { board: Board; layout: WallLayout; widthPx: number };

/** The answer, as large as its words allow. Of old data: since when they are old. */
export function WallVerdict({ board: { view, verdict, nowMs }, layout, widthPx }: WallVerdictProps) {
  const { unitPx, padPx, verdictPx } = layout;
  const { snapshot } = view;
  const look = LEVEL_LOOKS[verdict.level];
  const [worst] = verdict.reasons;
  const stale = verdict.level === 'unknown';
  const sinceMs = stale
    ? snapshot.parts.members.observedAtMs
    : worst?.level === 'notice'
      ? null
      : (worst?.sinceMs ?? null);
  const quorum = verdict.quorum.sentence;
  const quorumTold = verdict.sentence === quorum;
  const innerPx = widthPx - 2 * padPx - unitPx;
  const quorumPx = fitPx(quorum, { widthPx: innerPx, heightPx: unitPx * 2.5 }, unitPx, unitPx * QUORUM_LINE);
  const quorumLines = emWidth(quorum) * quorumPx > innerPx ? 2 : 1;
  const headPx = unitPx * 1.5;
  const gapPx = unitPx * 0.4;
  const roomPx =
    verdictPx - 2 * padPx - headPx - gapPx - (quorumTold ? 0 : quorumPx * 1.25 * quorumLines + gapPx);
  const sentencePx = fitPx(
    verdict.sentence,
    { widthPx: innerPx, heightPx: roomPx },
    unitPx * SENTENCE.least,
    unitPx * SENTENCE.most,
    LINE_HEIGHT,
  );
  return (
    <section
      aria-label="Verdict"
      style={{
        height: verdictPx,
        padding: padPx,
        paddingLeft: padPx + unitPx * 0.5,
        borderLeftWidth: unitPx * 0.5,
        gap: gapPx,
      }}
      className={`${TONES[look.shape]} ${TINTS[verdict.level]} tint-tone flex shrink-0 flex-col justify-center overflow-hidden border-l-(--glow)`}
    >
      <p style={{ height: headPx }} className="flex shrink-0 items-center gap-[0.5em] whitespace-nowrap">
        <StatusShape shape={look.shape} className="size-[1.1em]" />
        <span className="text-[1.2em] font-semibold text-tone">{stale ? 'No fresh data' : look.word}</span>
        {sinceMs !== null && (
          <span className={stale ? 'text-[1.2em] font-semibold text-ink' : 'text-soft'}>
            since <Moment atMs={sinceMs} nowMs={nowMs} />
          </span>
        )}
        <span className="ml-auto flex min-w-0 items-center gap-[0.6em]">
          {snapshot.cluster.demo && (
            <strong className="rounded-sm border-2 border-accent px-[0.3em] font-semibold text-accent">
              DEMO
            </strong>
          )}
          <Foreign text={snapshot.cluster.name} className="one-line font-semibold" />
        </span>
      </p>
      <h1
        style={{ fontSize: sentencePx, lineHeight: LINE_HEIGHT, maxHeight: roomPx }}
        className="overflow-hidden font-medium tracking-[-0.012em] text-pretty"
      >
        <bdi>{verdict.sentence}</bdi>
      </h1>
      {!quorumTold && (
        <p style={{ fontSize: quorumPx, lineHeight: 1.25 }} className="shrink-0 text-soft">
          <bdi>{quorum}</bdi>
        </p>
      )}
    </section>
  );
}
