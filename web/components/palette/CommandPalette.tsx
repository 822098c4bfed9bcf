import { Autocomplete } from '@base-ui/react/autocomplete';
import { useState } from 'react';
import { useLocation, useNavigate, useSearchParams } from 'react-router';
import { logOut } from '../../api/log-in.ts';
import { copyText } from '../../lib/clipboard.ts';
import { Icon } from '../../ui/Icon.tsx';
import { Keys } from '../../ui/Keys.tsx';
import { Modal, ModalClose } from '../../ui/Modal.tsx';
import { useDisplay, withDisplay } from '../../url/display.tsx';
import { PaletteItem } from './PaletteItem.tsx';
import { type Deed, type Entry, type KeyDeed, type Found, find } from './entries.ts';
import { useEntries } from './useEntries.ts';

type CommandPaletteProps = { onClose(): void; onDo(deed: KeyDeed): void };

/** Finds any member, cluster or page, and does what can be done from anywhere. */
export function CommandPalette({ onClose, onDo }: CommandPaletteProps) {
  const [typed, setTyped] = useState('');
  const [told, setTold] = useState('');
  const { index, asking, missing } = useEntries();
  const act = useDeeds(onClose, onDo, setTold);
  const found = find(typed, index);
  return (
    <Modal label="Find" onClose={onClose}>
      <Autocomplete.Root
        open
        inline
        items={found.groups}
        filter={null}
        itemToStringValue={(entry: Entry) => entry.name}
        value={typed}
        // Whoever chooses an entry does not type it.
        onValueChange={(text, { reason }) => reason !== 'item-press' && setTyped(text)}
        autoHighlight="always"
        keepHighlight
      >
        <div className="flex items-center gap-3 border-b border-line px-4">
          <Icon name="search" className="text-faint" />
          <Autocomplete.Input
            aria-label="Find a member, cluster, page or action"
            placeholder="Find a member, cluster or page"
            spellCheck={false}
            className="h-12 min-w-0 flex-1 bg-transparent text-lg outline-none placeholder:text-faint"
          />
          <ModalClose />
        </div>
        <Autocomplete.List
          aria-label="Found"
          className="min-h-0 overflow-y-auto overscroll-contain py-1.5 data-empty:hidden"
        >
          {(group: Found['groups'][number]) => (
            <Autocomplete.Group key={group.value} items={group.items}>
              <Autocomplete.GroupLabel className="px-4 pt-2 pb-1 text-sm text-faint">
                {group.value}
              </Autocomplete.GroupLabel>
              <Autocomplete.Collection>
                {(entry: Entry) => <PaletteItem key={entry.id} entry={entry} onGo={onClose} onDo={act} />}
              </Autocomplete.Collection>
            </Autocomplete.Group>
          )}
        </Autocomplete.List>
        <div className="-mt-px flex min-h-9 max-sm:min-h-2 items-center gap-4 border-t border-line px-4 text-sm text-faint">
          <Autocomplete.Status className="min-w-0 flex-1">
            {told === '' ? statusWords(found, asking, missing) : told}
          </Autocomplete.Status>
          <span className="flex items-center gap-1.5 max-sm:hidden">
            <Keys keys="Enter" /> opens
          </span>
          <span className="flex items-center gap-1.5 max-sm:hidden">
            <Keys keys="Escape" /> closes
          </span>
        </div>
      </Autocomplete.Root>
    </Modal>
  );
}

/** What there is to say of what was found. */
function statusWords({ groups, hidden }: Found, asking: number, missing: number): string {
  const words: string[] = [];
  if (groups.length === 0) words.push('Nothing fits.');
  if (hidden > 0) words.push(`${hidden.toLocaleString('en')} more: go on typing.`);
  if (asking > 0) words.push('Asking for the members of other clusters …');
  if (missing > 0)
    words.push(`The members of ${missing === 1 ? 'one cluster' : `${missing} clusters`} could not be read.`);
  return words.join(' ');
}

/** Does what an entry does that leads nowhere. */
function useDeeds(onClose: () => void, onDo: (deed: KeyDeed) => void, tell: (outcome: string) => void) {
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const [params] = useSearchParams();
  const display = useDisplay();
  return (deed: Deed): void => {
    if (deed === 'copy-link') {
      void copyText(location.href).then((copied) =>
        tell(copied ? 'Copied' : 'The browser does not allow copying here.'),
      );
    } else if (deed === 'log-out' || deed === 'log-out-everywhere') {
      logOut(deed === 'log-out' ? 'here' : 'everywhere').catch((error: unknown) =>
        tell(error instanceof Error ? error.message : String(error)),
      );
    } else if (typeof deed === 'string') {
      onClose();
      onDo(deed);
    } else {
      const search = withDisplay(params, { ...display, ...deed }).toString();
      void navigate({ pathname, search }, { replace: true, preventScrollReset: true });
      onClose();
    }
  };
}
