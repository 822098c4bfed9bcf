import { Autocomplete } from '@base-ui/react/autocomplete';
import { useMemo, useState } from 'react';
import { useLocation, useNavigate, useSearchParams } from 'react-router';
import { useNow } from '../api/live-context.tsx';
import { type Zone, formatClock, zoneName } from '../lib/instant.ts';
import { type Target, rankOf, toTarget } from '../lib/rank.ts';
import { Icon } from '../ui/Icon.tsx';
import { Modal, ModalClose } from '../ui/Modal.tsx';
import { ZONES, useDisplay, withDisplay } from '../url/display.tsx';

type Known = { zone: Zone; name: string; target: Target };

/** So many are shown: more cannot be looked through. */
const MOST_SHOWN = 40;

const NAMES: Readonly<Record<Zone, string>> = { utc: 'UTC', local: 'The zone of this machine' };

/** Any zone that there is, by the name of a city in it. */
export function ZoneDialog({ onClose }: { onClose(): void }) {
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const [params] = useSearchParams();
  const display = useDisplay();
  const nowMs = useNow();
  const [typed, setTyped] = useState('');
  const all = useMemo(() => allZones(), []);
  const found = find(typed, all);
  const choose = (zone: Zone): void => {
    const search = withDisplay(params, { ...display, zone }).toString();
    void navigate({ pathname, search }, { replace: true, preventScrollReset: true });
    onClose();
  };
  return (
    <Modal label="Times in another zone" onClose={onClose}>
      <Autocomplete.Root
        open
        inline
        items={found}
        filter={null}
        itemToStringValue={({ name }: Known) => name}
        value={typed}
        onValueChange={(text, { reason }) => reason !== 'item-press' && setTyped(text)}
        autoHighlight="always"
        keepHighlight
      >
        <div className="flex items-center gap-3 border-b border-line px-4">
          <Icon name="clock" className="text-faint" />
          <Autocomplete.Input
            aria-label="Find a time zone"
            placeholder="Find a time zone, such as Berlin"
            spellCheck={false}
            className="h-12 min-w-0 flex-1 bg-transparent text-lg outline-none placeholder:text-faint"
          />
          <ModalClose />
        </div>
        <Autocomplete.List
          aria-label="Time zones"
          className="min-h-0 overflow-y-auto overscroll-contain py-1.5 data-empty:hidden"
        >
          {(known: Known) => (
            <Autocomplete.Item
              key={known.zone}
              value={known}
              onClick={() => choose(known.zone)}
              className="mx-1.5 flex h-9 items-center gap-3 rounded-sm px-2.5 data-highlighted:bg-accent-tint data-highlighted:inset-shadow-[2px_0_var(--color-accent)]"
            >
              <span className="flex w-4 shrink-0 justify-center text-accent">
                {known.zone === display.zone && <Icon name="check" className="size-3.5" />}
              </span>
              <span className="one-line min-w-0">{known.name}</span>
              <span className="ml-auto text-sm whitespace-nowrap text-faint">
                {formatClock(nowMs, known.zone)} {zoneName(nowMs, known.zone)}
              </span>
            </Autocomplete.Item>
          )}
        </Autocomplete.List>
        <Autocomplete.Status className="px-4 text-sm text-faint empty:hidden not-empty:py-2.5">
          {found.length === 0 && 'No zone has such a name.'}
        </Autocomplete.Status>
      </Autocomplete.Root>
    </Modal>
  );
}

const allZones = (): Known[] =>
  [...ZONES, ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')].map((zone) => {
    const name = NAMES[zone] ?? zone.replaceAll('_', ' ');
    return { zone, name, target: toTarget(name.replaceAll('/', ' '), zone) };
  });

function find(typed: string, all: readonly Known[]): Known[] {
  const ranked = all.flatMap((known) => {
    const rank = rankOf(typed, known.target);
    return rank === null ? [] : [{ known, rank }];
  });
  return ranked
    .toSorted((a, b) => a.rank - b.rank)
    .slice(0, MOST_SHOWN)
    .map(({ known }) => known);
}
