/** Who is in a cluster that is not on the page: names alone, asked for when somebody looks for one. */
import { queryOptions } from '@tanstack/react-query';
import * as z from 'zod/mini';
import { apiPaths } from '../url/paths.ts';
import { get } from './client.ts';

/** Of the whole answer the names are all that is looked at: the statuses in it would soon be old. */
const Roster = z.object({ snapshot: z.object({ members: z.array(z.object({ server_name: z.string() })) }) });

/** Members come and go seldom. */
const GOOD_FOR_MS = 60_000;

export const rosterQuery = (cluster: string) =>
  queryOptions({
    queryKey: ['roster', cluster],
    queryFn: async ({ signal }): Promise<string[]> => {
      const { snapshot } = await get(Roster, apiPaths.cluster(cluster), signal);
      return snapshot.members.map(({ server_name }) => server_name);
    },
    staleTime: GOOD_FOR_MS,
    gcTime: GOOD_FOR_MS,
  });
