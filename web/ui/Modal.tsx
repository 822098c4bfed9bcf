/** A dialog over the page. Loaded only when one is opened. */
import { CSPProvider } from '@base-ui/react/csp-provider';
import { Dialog } from '@base-ui/react/dialog';
import type { ReactNode } from 'react';

type ModalProps = {
  /** What it is called; said aloud where it is not written in it. */
  label: string;
  onClose(): void;
  children: ReactNode;
};

/**
 * Open for as long as it is there. Holds the focus, gives it back to where it was, and closes with Escape or a press
 * outside of it.
 */
export function Modal({ label, onClose, children }: ModalProps) {
  return (
    // The content security policy allows no style elements.
    <CSPProvider disableStyleElements>
      <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
        <Dialog.Portal>
          <Dialog.Backdrop className="modal-backdrop" />
          <Dialog.Popup aria-label={label} className="modal">
            {children}
          </Dialog.Popup>
        </Dialog.Portal>
      </Dialog.Root>
    </CSPProvider>
  );
}

/** For those who have no Escape, and for those who look for the way out. */
export function ModalClose() {
  return (
    <Dialog.Close className="rounded-sm border border-line px-2 text-sm leading-6 text-soft hover:bg-hover hover:text-ink">
      Close
    </Dialog.Close>
  );
}
