import { StatusShape, TONES } from '../../components/StatusShape.tsx';
import { fitPx } from '../../lib/text-fit.ts';
import { Foreign } from '../../ui/Foreign.tsx';
import { useSize } from '../../ui/useSize.ts';
import { type WallSummary, levelLook } from './wall-summary.ts';

/** In units. */
const HEAD = 1.35;
const PAD = 0.4;
const LARGEST = 2.2;
const LINE_HEIGHT = 1.16;

type WallClusterProps = { summary: WallSummary; sentence: string; unitPx: number };

/** A cluster among others: its level, its name, and its sentence as large as it fits. It fills what holds it. */
export function WallCluster({ summary, sentence, unitPx }: WallClusterProps) {
  const { ref, size } = useSize();
  const { shape, past, word } = levelLook(summary);
  const room = {
    widthPx: Math.max(1, (size?.widthPx ?? 0) - unitPx * 2 * PAD),
    heightPx: Math.max(1, (size?.heightPx ?? 0) - unitPx * (HEAD + 2 * PAD)),
  };
  const sentencePx = fitPx(sentence, room, unitPx, unitPx * LARGEST, LINE_HEIGHT);
  // Whole lines only: half a line says nothing.
  const lines = Math.max(1, Math.floor(room.heightPx / (sentencePx * LINE_HEIGHT)));
  return (
    <section
      ref={ref}
      aria-label={summary.name}
      style={{ fontSize: unitPx, padding: unitPx * PAD }}
      className={`${TONES[past ? 'unknown' : shape]} ${summary.level === 'critical' ? 'loud' : 'tint-tone'} absolute inset-0 overflow-hidden border-l-[0.35em] border-l-(--glow) ${summary.level === 'ok' ? '[--tint:6%]' : '[--tint:12%]'} ${summary.level === 'unknown' ? 'hatched' : ''}`}
    >
      <header
        style={{ height: unitPx * HEAD }}
        className="flex items-center gap-[0.4em] leading-none whitespace-nowrap"
      >
        <StatusShape shape={shape} past={past} className="size-[0.9em]" />
        <h2 className="one-line min-w-0 flex-1 leading-[1.3] font-semibold">
          <Foreign text={summary.name} />
        </h2>
        <span className="text-tone">{word}</span>
      </header>
      <p
        style={{ fontSize: sentencePx, lineHeight: LINE_HEIGHT, WebkitLineClamp: lines }}
        className="line-clamp-1 text-pretty"
      >
        <bdi>{sentence}</bdi>
      </p>
    </section>
  );
}
