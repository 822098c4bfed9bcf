import { Autocomplete } from '@base-ui/react/autocomplete';
import { useQuery } from '@tanstack/react-query';
import type { MouseEvent } from 'react';
import { Link } from 'react-router';
import type { Shape } from '~wire/witness.ts';
import { lxdWord } from '~wire/witness.ts';
import { useConnection, useNow } from '../../api/live-context.tsx';
import { useAt } from '../../url/at.tsx';
import { clusterQuery, clustersQuery } from '../../api/queries.ts';
import { LEVEL_LOOKS } from '../../lib/levels.ts';
import { pageSummary } from '../../lib/page-verdict.ts';
import { Foreign } from '../../ui/Foreign.tsx';
import { Icon, type IconName } from '../../ui/Icon.tsx';
import { StatusShape } from '../StatusShape.tsx';
import type { Deed, Entry } from './entries.ts';

type PaletteItemProps = { entry: Entry; onGo(): void; onDo(deed: Deed): void };

/** One entry: a link, where it leads somewhere, so that it can be opened beside the page, too. */
export function PaletteItem({ entry, onGo, onDo }: PaletteItemProps) {
  const { leads } = entry;
  const go = (event: MouseEvent): void => {
    if (!event.metaKey && !event.ctrlKey && !event.shiftKey) onGo();
  };
  return (
    <Autocomplete.Item
      value={entry}
      {...('to' in leads
        ? { render: <Link to={leads.to} tabIndex={-1} />, nativeButton: false, onClick: go }
        : { onClick: () => onDo(leads.does) })}
      className="mx-1.5 flex h-9 items-center gap-3 rounded-sm px-2.5 data-highlighted:bg-accent-tint data-highlighted:inset-shadow-[2px_0_var(--color-accent)]"
    >
      <span className="flex w-4 shrink-0 justify-center text-faint">
        <Mark entry={entry} />
      </span>
      <Foreign text={entry.name} className="one-line min-w-0 shrink-0 max-w-[70%]" />
      <Foreign text={entry.context} className="one-line ml-auto min-w-0 text-sm text-faint" />
    </Autocomplete.Item>
  );
}

function Mark({ entry: { group, cluster, member, leads } }: { entry: Entry }) {
  if (cluster !== undefined && member !== undefined) return <MemberMark cluster={cluster} name={member} />;
  if (cluster !== undefined) return <ClusterMark cluster={cluster} />;
  return (
    <Icon
      name={'does' in leads ? deedIcon(leads.does) : group === 'Pages' ? 'right' : 'search'}
      className="size-3.5"
    />
  );
}

function deedIcon(deed: Deed): IconName {
  if (deed === 'copy-link') return 'copy';
  if (deed === 'help') return 'keyboard';
  if (deed === 'log-out' || deed === 'log-out-everywhere') return 'right';
  if (typeof deed === 'string') return 'clock';
  return 'theme' in deed ? deed.theme : 'clock';
}

/** As the page itself shows it; of members of other clusters nothing is said. */
function MemberMark({ cluster, name }: { cluster: string; name: string }) {
  const nowMs = useNow();
  const at = useAt();
  const { data: shape } = useQuery({
    ...clusterQuery(cluster, at),
    enabled: false,
    select: ({ snapshot }): Shape | null => {
      const member = snapshot.members.find(({ server_name }) => server_name === name);
      return member === undefined ? null : lxdWord(member, snapshot, nowMs).shape;
    },
  });
  return shape === undefined || shape === null ? null : <StatusShape shape={shape} />;
}

/** How it stands now: of other moments nothing is said. */
function ClusterMark({ cluster }: { cluster: string }) {
  const nowMs = useNow('live');
  const at = useAt();
  const proxyLost = useConnection().state === 'lost';
  const { data: list } = useQuery({ ...clustersQuery(), enabled: false });
  const summary = list?.clusters.find(({ key }) => key === cluster);
  if (list === undefined || summary === undefined || at !== 'live') return null;
  const { level } = pageSummary(summary, list.nowMs, nowMs, proxyLost);
  return <StatusShape shape={LEVEL_LOOKS[level].shape} />;
}
