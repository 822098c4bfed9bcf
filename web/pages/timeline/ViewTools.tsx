import { Choice } from '../../ui/Choice.tsx';
import { FORMS, LANE_CHOICES, type TimelineView } from '../../url/period.ts';

const LANE_WORDS = { all: 'All members', changed: 'With trouble' } as const;
const FORM_WORDS = { lanes: 'Lanes', table: 'Table' } as const;

/** Which members are shown, and in which form. */
export function ViewTools({ view }: { view: TimelineView }) {
  return (
    <div className="ml-auto flex flex-wrap items-center gap-2 max-sm:ml-0">
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
