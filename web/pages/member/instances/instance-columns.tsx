/** The columns of the instances table: what each is called, how wide it is, and what stands in it. */
import type { ReactNode } from 'react';
import type { Instance } from '~wire/instance.ts';
import { RelativeTime } from '../../../components/RelativeTime.tsx';
import { Foreign } from '../../../ui/Foreign.tsx';
import type { InstanceColumn } from '../../../url/instances.ts';
import { Unknown } from '../../../components/FactList.tsx';
import { InstanceStatus } from './InstanceStatus.tsx';
import { isUp, kindOf } from './instance-rows.ts';

type InstanceColumnLook = {
  label: string;
  /** A track of the row's grid. */
  track: string;
  /** Where it stands in the stacked row of a narrow screen, as classes; without, it is left out there. */
  narrow?: string;
  cell(instance: Instance, nowMs: number): ReactNode;
};

export const INSTANCE_LOOKS: Readonly<Record<InstanceColumn, InstanceColumnLook>> = {
  name: {
    label: 'Name',
    track: 'minmax(9rem,1.2fr)',
    narrow: 'max-md:col-span-4',
    cell: ({ name }) => <Foreign text={name} />,
  },
  project: {
    label: 'Project',
    track: 'minmax(5rem,.6fr)',
    narrow: 'max-md:order-1 max-md:col-span-2 max-md:text-right',
    cell: ({ project }) => words(project),
  },
  type: { label: 'Type', track: '7rem', cell: (instance) => words(kindOf(instance)) },
  status: {
    label: 'Status',
    track: '6.5rem',
    narrow: 'max-md:order-2 max-md:col-span-2',
    cell: ({ status }) => <InstanceStatus status={status} />,
  },
  started: {
    label: 'Last start',
    track: 'minmax(8.5rem,.8fr)',
    narrow: 'max-md:order-3 max-md:col-span-4',
    cell: (instance, nowMs) => <LastStart instance={instance} nowMs={nowMs} />,
  },
  created: {
    label: 'Created',
    track: 'minmax(6.5rem,.7fr)',
    cell: ({ createdAtMs }, nowMs) => ago(createdAtMs, nowMs),
  },
  architecture: { label: 'Architecture', track: '6rem', cell: ({ architecture }) => words(architecture) },
  profiles: {
    label: 'Profiles',
    track: 'minmax(6rem,.8fr)',
    cell: ({ profiles }) => words(profiles.join(', ')),
  },
  description: {
    label: 'Description',
    track: 'minmax(8rem,1.4fr)',
    cell: (instance) => <Description instance={instance} />,
  },
};

const words = (text: string): ReactNode => (text === '' ? <Unknown /> : <Foreign text={text} />);

/** How long ago; exactly when on hover, and to whom it is read. `nowMs` may be some seconds old. */
const ago = (atMs: number | null, nowMs: number): ReactNode =>
  atMs === null ? <Unknown /> : <RelativeTime atMs={atMs} nowMs={Math.max(nowMs, atMs)} stop={false} />;

/** What runs has been up since its last start; what does not was there then. */
function LastStart({ instance, nowMs }: { instance: Instance; nowMs: number }) {
  // Of an instance on a member that is offline LXD knows neither.
  if (instance.lastUsedAtMs === null) {
    return instance.createdAtMs === null ? <Unknown /> : <span className="text-faint">never</span>;
  }
  return (
    <span className={isUp(instance) ? '' : 'text-faint'}>
      <span className="md:sr-only">{isUp(instance) ? 'up, started ' : 'was started '}</span>
      {ago(instance.lastUsedAtMs, nowMs)}
    </span>
  );
}

/** With what is unusual about it in front. */
function Description({ instance: { description, ephemeral, stateful } }: { instance: Instance }) {
  const marks = [ephemeral && 'ephemeral', stateful && 'with saved state'].filter((mark) => mark !== false);
  if (marks.length === 0) return words(description);
  return (
    <>
      <span className="text-soft">{marks.join(', ')}</span>
      {description !== '' && (
        <>
          {' · '}
          <Foreign text={description} />
        </>
      )}
    </>
  );
}
