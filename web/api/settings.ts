/** How Rollcall is set up, as operators see it. */
import { queryOptions } from '@tanstack/react-query';
import { SettingsAnswer } from '~wire/settings.ts';
import { ProxyFailure, get } from './client.ts';

/** Whether recording works, and what a certificate may, is seen within this time. */
const ASKED_EVERY_MS = 5000;

export const settingsQuery = () =>
  queryOptions({
    queryKey: ['settings'],
    queryFn: ({ signal }) => get(SettingsAnswer, '/api/settings', signal),
    refetchInterval: ({ state }) => (isForOperators(state.error) ? false : ASKED_EVERY_MS),
    staleTime: 0,
    gcTime: ASKED_EVERY_MS,
    retryOnMount: false,
  });

/** Whether this was refused because whoever asked may not know it. */
export const isForOperators = (error: unknown): boolean =>
  error instanceof ProxyFailure && error.code === 'not-allowed';
