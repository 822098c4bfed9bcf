/** `GET /1.0/resources`: what a server is made of, and how much memory it uses. API extension `resources`. */
import { Hardware } from '../../wire/hardware.ts';
import type { GetOptions, LxdClient } from '../client.ts';
import { type Reading, read } from './read.ts';

/** Of the server that is asked. Collected anew at each call, which takes it 5 to 20 ms. */
export const fetchResources = (client: LxdClient, origin: string, options: GetOptions): Reading<Hardware> =>
  read(client, origin, '/1.0/resources', Hardware, options);
