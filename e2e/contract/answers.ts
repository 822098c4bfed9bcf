import { expect } from 'vitest';
import type { Asking, Client } from './https.ts';
import { Failure, Success } from './shapes/envelope.ts';

/** What a successful answer says; fails when it is none. */
export async function read(client: Client, path: string, asking: Asking = {}): Promise<unknown> {
  const { status, body } = await client.ask(path, asking);
  expect(status, `${path}: ${JSON.stringify(body).slice(0, 200)}`).toBe(200);
  return Success.parse(body).metadata;
}

/** How an answer ended, in short: `200`, or `403 not authorized`. */
export async function outcomeOf(client: Client, path: string, asking: Asking = {}): Promise<string> {
  const { status, body } = await client.ask(path, asking);
  return status === 200 ? '200' : `${status} ${Failure.parse(body).error}`;
}
