import { LANE_SHORTCUTS, SHORTCUTS } from '../lib/keys.ts';
import { Keys } from '../ui/Keys.tsx';
import { Modal, ModalClose } from '../ui/Modal.tsx';

/** What the keys do. */
export function ShortcutsHelp({ onClose }: { onClose(): void }) {
  return (
    <Modal label="Keyboard shortcuts" onClose={onClose}>
      <div className="flex items-center justify-between border-b border-line px-5 py-2.5">
        <h2 className="font-semibold">Keyboard shortcuts</h2>
        <ModalClose />
      </div>
      <div
        tabIndex={0}
        role="group"
        aria-label="All keys"
        className="gap-x-10 overflow-y-auto px-5 pt-4 md:columns-2"
      >
        {[...SHORTCUTS, LANE_SHORTCUTS].map(({ title, shortcuts }) => (
          <section key={title} aria-label={title} className="break-inside-avoid pb-5">
            <h3 className="pb-1 text-sm text-faint">{title}</h3>
            <dl>
              {shortcuts.map(({ keys, words }) => (
                <div key={keys} className="flex items-center justify-between gap-4 py-1">
                  <dt>{words}</dt>
                  <dd>
                    <Keys keys={keys} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  );
}
