import { useMutation, useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import type { ClusterSummary } from '~wire/api.ts';
import { MAX_DISPLAY_NAME } from '~wire/display.ts';
import { displaysQuery, makeDisplay } from '../../../../api/displays.ts';
import { Foreign } from '../../../../ui/Foreign.tsx';
import type { WallChoice } from '../../../../url/wall-link.ts';
import { control } from '../fields.tsx';
import { DisplayList } from './DisplayList.tsx';
import { MadeLink } from './MadeLink.tsx';

type DisplayLinksProps = { choice: WallChoice; clusters: readonly ClusterSummary[] };

/** Links for screens at which nobody logs in: making one for the wall that is being set up, and all that there are. */
export function DisplayLinks({ choice, clusters }: DisplayLinksProps) {
  const nameId = useId();
  const [name, setName] = useState('');
  const displays = useQuery(displaysQuery());
  const making = useMutation(makeDisplay());
  const { cluster } = choice;
  const nameOf = (key: string): string => clusters.find((each) => each.key === key)?.name ?? key;
  const submit = (): void =>
    making.mutate({ name, clusters: cluster === null ? 'all' : [cluster] }, { onSuccess: () => setName('') });
  return (
    <section aria-labelledby={`${nameId}-title`} className="flex flex-col gap-5 border-t border-line pt-4">
      <header className="flex flex-col gap-1">
        <h2 id={`${nameId}-title`} className="text-lg font-semibold">
          Displays
        </h2>
        <p className="max-w-[44rem] text-soft">
          At the link above somebody has to log in, and again when that ends. A display link needs nobody: its
          screen reads the wall of the chosen clusters, nothing else, and for as long as you do not revoke it.
        </p>
      </header>
      <form
        className="flex flex-wrap items-end gap-x-4 gap-y-3"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <div className="flex min-w-0 flex-col gap-1">
          <label htmlFor={nameId} className="font-semibold">
            Name of the display
          </label>
          <input
            id={nameId}
            required
            maxLength={MAX_DISPLAY_NAME}
            value={name}
            onChange={({ target }) => setName(target.value)}
            placeholder="Hall, left"
            autoComplete="off"
            className={`${control} w-56`}
          />
        </div>
        <button
          type="submit"
          disabled={making.isPending || name.trim() === ''}
          className="h-8 rounded-sm border border-control px-3 hover:bg-hover disabled:text-faint"
        >
          Make a link for a display
        </button>
        <p className="basis-full text-sm text-soft">
          For {cluster === null ? 'all clusters' : <Foreign text={nameOf(cluster)} />}, as chosen in the form.
        </p>
        {making.isError && (
          <p role="alert" className="basis-full font-semibold text-offline">
            {making.error.message}
          </p>
        )}
      </form>
      {making.data !== undefined && (
        <MadeLink key={making.data.display.id} made={making.data} choice={choice} onDone={making.reset} />
      )}
      {displays.isError && <p className="text-soft">{displays.error.message}</p>}
      {displays.data !== undefined && <DisplayList displays={displays.data} nameOf={nameOf} />}
    </section>
  );
}
