import { TextFilter } from '../../components/TextFilter.tsx';
import { Icon } from '../../ui/Icon.tsx';
import {
  TIMELINE_KINDS,
  type TimelineFilter,
  type TimelineKind,
  toggleKind,
  wants,
} from '../../url/timeline-filter.ts';

const KIND_WORDS: Readonly<Record<TimelineKind, string>> = {
  status: 'Status, by LXD or Incus',
  answers: 'Answers to our own probe',
  verdict: 'Verdict',
  leader: 'Leader of the cluster database',
  members: 'Members that came and went',
  roles: 'Roles',
  config: 'Configuration and versions',
  events: 'Events',
  operations: 'Operations',
  warnings: 'Warnings',
};

type FilterToolsProps = { filter: TimelineFilter; onChange(filter: TimelineFilter): void };

/** Of whom and of what something is shown. */
export function FilterTools({ filter, onChange }: FilterToolsProps) {
  const { kinds } = filter;
  return (
    <div role="group" aria-label="Filter" className="flex min-w-0 flex-wrap items-center gap-2">
      <TextFilter
        label="Filter by member"
        placeholder="Member"
        text={filter.member}
        onChange={(member) => onChange({ ...filter, member })}
      />
      <TextFilter
        label="Filter what happened by its words"
        placeholder="Words"
        shortcut={false}
        text={filter.text}
        onChange={(text) => onChange({ ...filter, text })}
      />
      <div>
        <button
          type="button"
          popoverTarget="timeline-kinds"
          className="flex h-7 items-center gap-1.5 rounded-sm border border-line px-2 text-sm text-soft hover:bg-hover hover:text-ink"
        >
          <Icon name="columns" className="size-3.5" />
          {kinds.length === 0 ? 'All kinds' : `${kinds.length} of ${TIMELINE_KINDS.length} kinds`}
        </button>
        <fieldset id="timeline-kinds" popover="auto" className="popover-menu">
          <legend className="sr-only">Kinds</legend>
          {TIMELINE_KINDS.map((kind) => (
            <label key={kind} className="flex items-center gap-2.5 rounded-sm px-2.5 py-1 hover:bg-hover">
              <input
                type="checkbox"
                checked={wants(filter, kind)}
                onChange={() => onChange(toggleKind(filter, kind))}
                className="accent-accent"
              />
              {KIND_WORDS[kind]}
            </label>
          ))}
          <button
            type="button"
            onClick={() => onChange({ ...filter, kinds: [] })}
            className="mt-1 w-full border-t border-line px-2.5 pt-2 pb-1 text-left text-accent hover:underline"
          >
            All kinds
          </button>
        </fieldset>
      </div>
    </div>
  );
}
