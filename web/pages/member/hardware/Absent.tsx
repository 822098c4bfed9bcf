import { Panel } from '../../../ui/Panel.tsx';

/** A part of the hardware of which there is nothing, or of which the server tells nothing: said in a word. */
export function Absent({ title, told = false }: { title: string; told?: boolean }) {
  return (
    <Panel title={title}>
      <p className="px-5 py-3 text-soft">{told ? 'None.' : 'The server tells nothing of them.'}</p>
    </Panel>
  );
}
