/** Enrols a cluster from the page, while none is configured. */
import { mutationOptions, queryOptions } from '@tanstack/react-query';
import { Enrolment, type EnrolmentDraft, EnrolmentOffer } from '~wire/enrolment.ts';
import { OURS } from './actions.ts';
import { ProxyFailure, get, request } from './client.ts';
import { isNotLoggedIn } from './session.ts';

const PATH = '/api/enrolment';
/** A cluster that is slow to believe in a new certificate is asked again for ten seconds. */
const DEADLINE_MS = 90_000;

/** Fails with the code `not-offered` where clusters are configured already. */
export const enrolmentOfferQuery = () =>
  queryOptions({
    queryKey: ['enrolment'],
    queryFn: ({ signal }) => get(EnrolmentOffer, PATH, signal),
    retry: false,
    staleTime: 0,
  });

/** How often it is looked whether what was enrolled is served. */
const LOOK_EVERY_MS = 500;

/** Whether what was enrolled is served by now: then nothing can be enrolled any more, or somebody has to log in. */
export const servedQuery = () =>
  queryOptions({
    queryKey: ['enrolment', 'served'],
    queryFn: async ({ signal }) => {
      try {
        await get(EnrolmentOffer, PATH, signal);
        return false;
      } catch (error) {
        // Meanwhile nobody answers, or the run that is about to end says so.
        return isNotLoggedIn(error) || (error instanceof ProxyFailure && error.code === 'not-offered');
      }
    },
    gcTime: 0,
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data === true ? false : LOOK_EVERY_MS),
    refetchIntervalInBackground: true,
  });

/** The token is nowhere but in the body: not in the address, and not in the cache. */
export const enrolCluster = () =>
  mutationOptions({
    gcTime: 0,
    mutationFn: (draft: EnrolmentDraft) =>
      request(Enrolment, PATH, {
        method: 'POST',
        headers: { ...OURS, 'Content-Type': 'application/json' },
        body: JSON.stringify(draft),
        // Once sent, a token is spent also if nobody waits for the answer any more.
        signal: new AbortController().signal,
        deadlineMs: DEADLINE_MS,
      }),
  });
