import { useMutation } from '@tanstack/react-query';
import type { Display } from '~wire/display.ts';
import { revokeDisplay } from '../../../../api/displays.ts';
import { Foreign } from '../../../../ui/Foreign.tsx';
import { Modal } from '../../../../ui/Modal.tsx';

const button = 'h-8 rounded-sm border border-control px-3 hover:bg-hover disabled:text-faint';

/** Asks before a screen goes dark: what is revoked does not come back. */
export function RevokeDialog({ display, onClose }: { display: Display; onClose(): void }) {
  const revoking = useMutation(revokeDisplay());
  const { name } = display;
  return (
    <Modal label={`Revoke ${name}`} onClose={onClose}>
      <div className="flex flex-col gap-4 px-5 py-4">
        <p className="text-lg font-semibold">
          Revoke <Foreign text={name} />?
        </p>
        <p className="text-soft">
          Every screen that was opened by its link ends at once and says so. The link does not come back; for
          the same screen another one has to be made.
        </p>
        {revoking.isError && (
          <p role="alert" className="font-semibold text-offline">
            {revoking.error.message}
          </p>
        )}
        <p className="flex gap-3">
          <button type="button" onClick={onClose} className={button}>
            Keep it
          </button>
          <button
            type="button"
            disabled={revoking.isPending}
            onClick={() => revoking.mutate(display, { onSuccess: onClose })}
            className={`${button} font-semibold`}
          >
            Revoke
          </button>
        </p>
      </div>
    </Modal>
  );
}
