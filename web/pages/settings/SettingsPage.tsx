import { type QueryClient, useQuery } from '@tanstack/react-query';
import type { LoaderFunction } from 'react-router';
import { useNow } from '../../api/live-context.tsx';
import { isForOperators, settingsQuery } from '../../api/settings.ts';
import { Moment } from '../../components/Moment.tsx';
import { StatusShape } from '../../components/StatusShape.tsx';
import { shellWord } from '../../lib/cli.ts';
import { Prose } from '../../ui/Prose.tsx';
import { usePageTitle } from '../../ui/usePageTitle.ts';
import { AccessPanel } from './AccessPanel.tsx';
import { ClustersPanel } from './ClustersPanel.tsx';
import { ProgramPanel } from './ProgramPanel.tsx';
import { RecordPanel } from './RecordPanel.tsx';
import { concernsOf } from './concerns.ts';

export const loadSettings =
  (queryClient: QueryClient): LoaderFunction =>
  async () => {
    try {
      await queryClient.fetchQuery(settingsQuery());
    } catch (error) {
      // Which the page says in its own words.
      if (!isForOperators(error)) throw error;
    }
    return null;
  };

/** How this Rollcall is set up, and whether that is sound: what it runs with, to be read and not to be changed here. */
export function SettingsPage() {
  usePageTitle('Settings');
  const nowMs = useNow('live');
  const { data, error } = useQuery(settingsQuery());
  if (isForOperators(error)) return <ForOperators />;
  if (data === undefined) return <main aria-busy="true" />;
  const concerns = concernsOf(data);
  const { configFile } = data.program;
  const word = configFile === null ? '' : shellWord(configFile);
  const configOption = word === null ? null : word === '' ? '' : ` --config ${word}`;
  return (
    <main className="mx-auto flex w-full max-w-[80rem] flex-col gap-5 px-3 py-5 md:px-6 md:py-7">
      <header className="flex flex-col gap-2">
        <h1 className="text-verdict font-medium text-balance">How Rollcall is set up</h1>
        <p className="text-soft">
          As it runs, seen <Moment atMs={data.nowMs} nowMs={nowMs} />. Nothing can be changed here.
        </p>
        {error !== null && (
          <p role="status" className="flex items-baseline gap-2">
            <StatusShape shape="unknown" className="size-3.5 translate-y-0.5" />
            The proxy does not answer this page: it may be otherwise by now.
          </p>
        )}
        <section aria-label="What to look at">
          {concerns.length === 0 ? (
            <p className="flex items-baseline gap-2">
              <StatusShape shape="online" className="size-3.5 translate-y-0.5" />
              Nothing that Rollcall knows of asks for attention.
            </p>
          ) : (
            <ul className="flex flex-col gap-1">
              {concerns.map(({ shape, text }) => (
                <li key={text} className="flex items-baseline gap-2">
                  <StatusShape shape={shape} className="size-3.5 translate-y-0.5" />
                  <bdi className="min-w-0 break-words">{text}</bdi>
                </li>
              ))}
            </ul>
          )}
        </section>
      </header>
      <ClustersPanel clusters={data.clusters} configOption={configOption} nowMs={nowMs} />
      <div className="grid items-start gap-5 xl:grid-cols-2">
        <AccessPanel access={data.access} nowMs={nowMs} />
        <div className="flex min-w-0 flex-col gap-5">
          <RecordPanel record={data.record} clusters={data.clusters} nowMs={nowMs} />
          <ProgramPanel program={data.program} configOption={configOption} nowMs={nowMs} />
        </div>
      </div>
    </main>
  );
}

function ForOperators() {
  return (
    <Prose title="The settings are for operators">
      <p>Whoever is logged in here may see the clusters, and not how Rollcall is set up.</p>
      <p>
        An operator can open this page, or make you one: <code>access</code> in <code>rollcall.yaml</code>.
      </p>
    </Prose>
  );
}
