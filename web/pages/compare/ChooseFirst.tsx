import { MomentField } from '../../components/moment/MomentField.tsx';

/** The address names no moment to compare with. */
export function ChooseFirst({ onChoose }: { onChoose(atMs: number): void }) {
  return (
    <section
      aria-label="Moment to compare with"
      className="flex flex-col gap-3 rounded-md border border-line bg-surface px-5 py-4"
    >
      <p className="text-soft">
        Compare the present with which moment? On the timeline, both ends of what is marked can be compared,
        too.
      </p>
      <MomentField onGo={onChoose} />
    </section>
  );
}
