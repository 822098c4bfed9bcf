import { StatusShape, TONES } from '../../components/StatusShape.tsx';
import { keepUnits } from '../../lib/keep-units.ts';
import { fitPx } from '../../lib/text-fit.ts';
import { Foreign } from '../../ui/Foreign.tsx';
import { useSize } from '../../ui/useSize.ts';
import { WallSentence } from './WallSentence.tsx';
import { PANEL, panelHead } from './wall-panels.ts';
import { type WallSummary, levelLook } from './wall-summary.ts';

/** Of the letters of its sentence, in units. */
const LARGEST = 2.2;

/** A cluster among others: its level, its name, and its sentence as large as it fits. It fills what holds it. */
export function WallCluster({ summary, unitPx }: { summary: WallSummary; unitPx: number }) {
  const { ref, size } = useSize();
  const look = levelLook(summary);
  const room = {
    widthPx: Math.max(1, (size?.widthPx ?? 0) - unitPx * 2 * PANEL.pad),
    heightPx: Math.max(1, (size?.heightPx ?? 0) - unitPx * (PANEL.head + 2 * PANEL.pad)),
  };
  const { name, word } = panelHead(summary.name, look.word, room.widthPx / unitPx);
  const text = keepUnits(summary.sentence);
  const sentencePx = fitPx(text, room, unitPx, unitPx * LARGEST, PANEL.line);
  // Whole lines only: half a line says nothing.
  const lines = Math.max(1, Math.floor(room.heightPx / (sentencePx * PANEL.line) + 0.02));
  return (
    <section
      ref={ref}
      aria-label={summary.name}
      style={{ fontSize: unitPx, padding: unitPx * PANEL.pad }}
      className={`${TONES[look.past ? 'unknown' : look.shape]} ${summary.level === 'critical' ? 'loud' : 'tint-tone'} absolute inset-0 overflow-hidden border-l-[0.35em] border-l-(--glow) ${summary.level === 'ok' ? '[--tint:6%]' : '[--tint:12%]'} ${summary.level === 'unknown' ? 'hatched text-soft' : ''}`}
    >
      <header
        style={{ height: unitPx * PANEL.head }}
        className="flex items-center gap-[0.4em] leading-none whitespace-nowrap"
      >
        <StatusShape shape={look.shape} past={look.past} className="size-[0.9em]" />
        <h2 className="one-line min-w-0 flex-1 leading-[1.3] font-semibold">
          <Foreign text={name} />
        </h2>
        <span className={word === null ? 'sr-only' : 'text-tone'}>{look.word}</span>
      </header>
      <p
        style={{ fontSize: sentencePx, lineHeight: PANEL.line, WebkitLineClamp: lines }}
        className="line-clamp-1 text-pretty"
      >
        <WallSentence text={text} />
      </p>
    </section>
  );
}
