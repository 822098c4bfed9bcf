/** Writes down who did what. That it could not be written is told in the log, and holds up nobody. */
import type { IncomingMessage } from 'node:http';
import type { HistoryStore, StoreFailure } from '../history/store.ts';
import type { AuditKind } from '../wire/audit.ts';
import type { ClientOf } from './client.ts';
import type { Viewer } from './viewer.ts';

export type Audit = {
  add(
    kind: AuditKind,
    who: Pick<Viewer, 'name' | 'by'>,
    request: IncomingMessage,
    detail?: string | null,
  ): void;
};

export type AuditDeps = {
  store: Pick<HistoryStore, 'addAudit'>;
  clientOf: ClientOf;
  onTrouble(failure: StoreFailure): void;
  now(): number;
};

const MAX_NAME = 64;
const MAX_DETAIL = 200;

export function createAudit({ store, clientOf, onTrouble, now }: AuditDeps): Audit {
  return {
    add(kind, { name, by }, request, detail = null) {
      const entry = {
        atMs: now(),
        kind,
        name: name === null ? null : cut(name, MAX_NAME),
        by,
        address: clientOf(request).address,
        detail: detail === null ? null : cut(detail, MAX_DETAIL),
      };
      void store.addAudit(entry).then((written) => {
        if (!written.ok) onTrouble(written.error);
      });
    },
  };
}

/** Texts from outside, without halves of characters, which can be kept nowhere. */
const cut = (text: string, length: number): string =>
  (text.length > length ? `${text.slice(0, length - 1)}…` : text).toWellFormed();
