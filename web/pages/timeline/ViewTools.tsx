import { Choice } from '../../ui/Choice.tsx';
import { FORMS, LANE_CHOICES, type TimelineView } from '../../url/period.ts';
import type { Hand } from './gesture.ts';

const HANDS = ['mark', 'move'] as const satisfies readonly Hand[];
const HAND_WORDS = { mark: 'Drag marks', move: 'Drag moves' } as const;
const LANE_WORDS = { all: 'All members', changed: 'With trouble' } as const;
const FORM_WORDS = { lanes: 'Lanes', table: 'Table' } as const;

type ViewToolsProps = { view: TimelineView; hand: Hand; onHand(hand: Hand): void };

/** What a mouse does on the lanes, which members are shown, and in which form. */
export function ViewTools({ view, hand, onHand }: ViewToolsProps) {
  return (
    <div className="ml-auto flex flex-wrap items-center gap-2 max-sm:ml-0">
      {view.form === 'lanes' && (
        <Choice
          label="What dragging does"
          of={HANDS}
          words={HAND_WORDS}
          chosen={hand}
          onChoose={onHand}
          className="max-sm:hidden"
        />
      )}
      <Choice
        label="Which members"
        of={LANE_CHOICES}
        words={LANE_WORDS}
        chosen={view.lanes}
        onChoose={view.setLanes}
      />
      <Choice label="Form" of={FORMS} words={FORM_WORDS} chosen={view.form} onChoose={view.setForm} />
    </div>
  );
}
