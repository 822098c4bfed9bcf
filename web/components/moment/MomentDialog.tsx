import { useLocation, useNavigate, useSearchParams } from 'react-router';
import { useNow } from '../../api/live-context.tsx';
import { formatFull } from '../../lib/instant.ts';
import { Modal, ModalClose } from '../../ui/Modal.tsx';
import { useAt, withAt } from '../../url/at.tsx';
import { useZone } from '../../url/display.tsx';
import { MomentField } from './MomentField.tsx';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const AGO = [
  { words: '5 minutes ago', agoMs: 5 * MINUTE },
  { words: '1 hour ago', agoMs: HOUR },
  { words: '24 hours ago', agoMs: 24 * HOUR },
  { words: '7 days ago', agoMs: 7 * 24 * HOUR },
] as const;

/** The way into the past from a live page: a moment that is typed, or one that is often asked for. */
export function MomentDialog({ onClose }: { onClose(): void }) {
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const [params] = useSearchParams();
  const at = useAt();
  const zone = useZone();
  const presentMs = useNow('live');
  const go = (atMs: number): void => {
    void navigate({ pathname, search: withAt(params, atMs).toString() }, { preventScrollReset: true });
    onClose();
  };
  return (
    <Modal label="Go to a moment" onClose={onClose}>
      <div className="flex items-center justify-between border-b border-line px-5 py-2.5">
        <h2 className="font-semibold">Go to a moment</h2>
        <ModalClose />
      </div>
      <div className="flex flex-col gap-3 overflow-y-auto px-5 py-4">
        <p className="text-soft">
          This page as it was then. Give a day and a time, a time alone, or both as they stand in a log.
        </p>
        <MomentField autoFocus onGo={go} {...(at !== 'live' && { atMs: at })} />
        <ul className="flex flex-wrap gap-2 pt-1">
          {AGO.map(({ words, agoMs }) => (
            <li key={words}>
              <button
                type="button"
                title={formatFull(presentMs - agoMs, zone)}
                onClick={() => go(toSecond(presentMs - agoMs))}
                className="h-8 rounded-sm border border-line px-2.5 text-sm text-soft hover:bg-hover hover:text-ink"
              >
                {words}
              </button>
            </li>
          ))}
        </ul>
      </div>
    </Modal>
  );
}

const toSecond = (atMs: number): number => atMs - (atMs % 1000);
