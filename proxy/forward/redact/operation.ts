/**
 * An operation without what could be a secret. Rebuilt from the fields that are known to hold none, so that whatever
 * else a server sends, now or in a later version, stays here. `metadata` is where LXD keeps secrets: of join tokens,
 * trust tokens and image downloads (class `token`), and of the websockets of consoles, commands and migrations.
 */
import { z } from 'zod';
import { MAX_NAME, clip, toApiPath } from './text.ts';

export const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Progress as LXD words it, by keys such as `download_progress`, and its parts, all of them texts. */
export type Progress = Record<string, string | Record<string, string>>;

/** With LXD's names and shape. `err_code` and `requestor` only where the server has them. */
export type RedactedOperation = {
  id: string;
  class: string;
  description: string;
  created_at: string;
  updated_at: string;
  status: string;
  status_code: number;
  /** Paths by kind; LXD says null for no resources, and also for a kind without paths. */
  resources: Record<string, string[] | null> | null;
  /** What is left of it; null when that is nothing. */
  metadata: Progress | null;
  may_cancel: boolean;
  err: string;
  location: string;
  err_code?: number;
  requestor?: { username: string; protocol: string; address: string };
};

const text = z
  .string()
  .catch('')
  .transform((value) => clip(value));
const name = z
  .string()
  .catch('')
  .transform((value) => clip(value, MAX_NAME));
const fields = z.record(z.string(), z.unknown()).nullish().catch(null);

const Raw = z.object({
  id: z.string().regex(UUID),
  class: name,
  description: text,
  created_at: name,
  updated_at: name,
  status: name,
  status_code: z.number(),
  resources: fields,
  metadata: fields,
  may_cancel: z.boolean().catch(false),
  err: text,
  location: name,
  err_code: z.number().optional().catch(undefined),
  requestor: z.object({ username: name, protocol: name, address: name }).optional().catch(undefined),
});

const MAX_KINDS = 16;
const MAX_PATHS = 100;
const MAX_PROGRESS = 200;
const KIND = /^[a-z][a-z_-]{0,39}$/;
const PROGRESS_KEY = /^[a-z0-9_]{0,60}_progress$/;
/** Source: shared/ioprogress and `SetProgressMetadata` of LXD and Incus. */
const PROGRESS_PARTS = ['percent', 'speed', 'processed', 'stage'];

/** An operation as any answer or event of LXD has it; null if it is none. */
export function redactOperation(raw: unknown): RedactedOperation | null {
  const parsed = Raw.safeParse(raw);
  if (!parsed.success) return null;
  const { resources, metadata, err_code, requestor, ...rest } = parsed.data;
  return {
    ...rest,
    resources: resources === null || resources === undefined ? null : redactResources(resources),
    metadata: rest.class === 'token' || !metadata ? null : progressIn(metadata),
    ...(err_code !== undefined && { err_code }),
    ...(requestor !== undefined && { requestor }),
  };
}

function redactResources(raw: Record<string, unknown>): Record<string, string[] | null> {
  const kinds = Object.entries(raw).filter(([kind]) => KIND.test(kind));
  return Object.fromEntries(
    kinds.slice(0, MAX_KINDS).map(([kind, paths]) => [kind, Array.isArray(paths) ? pathsIn(paths) : null]),
  );
}

const pathsIn = (raw: readonly unknown[]): string[] =>
  raw.slice(0, MAX_PATHS).flatMap((path) => (typeof path === 'string' ? (toApiPath(path) ?? []) : []));

function progressIn(metadata: Record<string, unknown>): Progress | null {
  const kept: Progress = {};
  for (const [key, value] of Object.entries(metadata)) {
    if (key === 'progress') {
      const parts = partsOf(value);
      if (parts !== null) kept[key] = parts;
    } else if (PROGRESS_KEY.test(key) && typeof value === 'string') kept[key] = clip(value, MAX_PROGRESS);
  }
  return Object.keys(kept).length === 0 ? null : kept;
}

const Parts = z.record(z.string(), z.unknown());

function partsOf(raw: unknown): Record<string, string> | null {
  const parsed = Parts.safeParse(raw);
  if (!parsed.success) return null;
  const parts = PROGRESS_PARTS.flatMap((part) => {
    const value = parsed.data[part];
    return typeof value === 'string' ? [[part, clip(value, MAX_PROGRESS)] as const] : [];
  });
  return parts.length === 0 ? null : Object.fromEntries(parts);
}
