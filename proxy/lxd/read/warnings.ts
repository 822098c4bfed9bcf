/** `GET /1.0/warnings`: what LXD warns of. API extension `warnings`; refused to a restricted certificate. */
import { z } from 'zod';
import type { Warning } from '../../wire/warning.ts';
import type { GetOptions, LxdClient } from '../client.ts';
import { type Reading, instant, read, text } from './read.ts';

const WarningAnswer = z
  .object({
    uuid: z.string(),
    location: text(),
    project: text(),
    type: text(),
    severity: text(),
    status: text(),
    count: z.number().catch(1),
    last_message: text(),
    entity_url: text(),
    first_seen_at: instant,
    last_seen_at: instant,
  })
  .transform(({ first_seen_at, last_seen_at, ...warning }): Warning => ({
    ...warning,
    firstSeenAtMs: first_seen_at,
    lastSeenAtMs: last_seen_at,
  }));
const WarningsAnswer = z
  .array(WarningAnswer)
  .nullable()
  .transform((warnings) => warnings ?? []);

/** All of them, the resolved ones, which stay listed, too. */
export const fetchWarnings = (client: LxdClient, origin: string, options: GetOptions): Reading<Warning[]> =>
  read(client, origin, '/1.0/warnings?recursion=1', WarningsAnswer, options);
