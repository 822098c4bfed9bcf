/** What every store has to do, whatever it is made of. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Result } from '../../result.ts';
import { DEFAULT_RETENTION } from '../retention.ts';
import type { AuditQuery, HistoryStore, StoreFailure } from '../store.ts';
import type { AuditEntry } from '../../wire/audit.ts';
import {
  DAY,
  DAY_0,
  DISPLAY,
  HOUR,
  MINUTE,
  SECOND,
  batch,
  change,
  fact,
  lifecycle,
  operationEnded,
  sample,
  warningBegan,
} from './batches.ts';

export type MadeStore = { store: HistoryStore; dispose(): Promise<void> };

export function valueOf<T>(result: Result<T, StoreFailure>): T {
  if (!result.ok) throw new Error(`${result.error.kind}: ${result.error.message}`);
  return result.value;
}

/** All the upkeep there is to do at a moment. */
export async function keepUp(
  store: HistoryStore,
  nowMs: number,
  retention = DEFAULT_RETENTION,
): Promise<void> {
  while (valueOf(await store.upkeep(retention, nowMs)));
}

export function historyStoreTests(name: string, make: () => Promise<MadeStore>): void {
  describe(name, () => {
    let made: MadeStore;
    let store: HistoryStore;
    beforeEach(async () => {
      made = await make();
      ({ store } = made);
    });
    afterEach(() => made.dispose());

    const write = async (...args: Parameters<typeof batch>): Promise<void> => {
      valueOf(await store.write(batch(...args)));
    };
    const everything = { cluster: 'prod', fromMs: 0, toMs: DAY_0 + 400 * DAY, limit: 100 };

    const audited = (atMs: number, differs: Partial<AuditEntry> = {}) => ({
      atMs,
      kind: 'log-in' as const,
      name: 'ana',
      by: 'account' as const,
      address: '192.0.2.1',
      detail: null,
      ...differs,
    });
    const auditOf = async (query: Partial<AuditQuery> = {}) =>
      valueOf(await store.audit({ fromMs: 0, toMs: DAY_0 + 400 * DAY, limit: 100, ...query }));

    test('who did what is listed with the newest first, a page at a time', async () => {
      const atMs = [0, 1, 1, 2, 5].map((minutes) => DAY_0 + minutes * MINUTE);
      for (const [index, each] of atMs.entries())
        valueOf(await store.addAudit(audited(each, { detail: `number ${index}` })));
      const pages: string[][] = [];
      let cursor: string | undefined;
      do {
        const page = await auditOf({ limit: 2, cursor });
        pages.push(page.items.map(({ detail }) => detail ?? ''));
        cursor = page.next ?? undefined;
      } while (cursor !== undefined);
      expect(pages).toEqual([['number 4', 'number 3'], ['number 2', 'number 1'], ['number 0']]);
      const within = await auditOf({ fromMs: DAY_0 + MINUTE, toMs: DAY_0 + 2 * MINUTE });
      expect(within.items).toMatchObject([{ detail: 'number 2' }, { detail: 'number 1' }]);
      expect(within.items[0]).toEqual({ id: 3, ...audited(DAY_0 + MINUTE, { detail: 'number 2' }) });
      expect(await store.audit({ fromMs: 0, toMs: 1, limit: 1, cursor: 'x' })).toMatchObject({
        error: { kind: 'not-found' },
      });
    });

    test('who did what is kept as long as changes are', async () => {
      for (const atMs of [DAY_0, DAY_0 + DAY]) valueOf(await store.addAudit(audited(atMs)));
      await keepUp(store, DAY_0 + 1 + DEFAULT_RETENTION.changesMs);
      expect((await auditOf()).items.map(({ atMs }) => atMs)).toEqual([DAY_0 + DAY]);
    });

    test('sessions that were ended are remembered until they would have ended anyway', async () => {
      const ending = (subject: string, atMs: number, untilMs: number) =>
        ({ kind: 'session', subject, atMs, untilMs }) as const;
      const everywhere = { ...ending('ana', DAY_0, DAY_0 + DAY), kind: 'everywhere' as const };
      for (const each of [ending('a', DAY_0, DAY_0 + HOUR), ending('b', DAY_0, DAY_0 + DAY), everywhere])
        valueOf(await store.addEnding(each));
      valueOf(await store.addEnding({ ...everywhere, atMs: DAY_0 + HOUR + 1, untilMs: DAY_0 + 2 * DAY }));
      expect(valueOf(await store.endings())).toEqual([
        ending('b', DAY_0, DAY_0 + DAY),
        { ...everywhere, atMs: DAY_0 + HOUR + 1, untilMs: DAY_0 + 2 * DAY },
      ]);
    });

    test('links for walls are kept as they are last told, and forgotten long after they were revoked', async () => {
      const first = { ...DISPLAY, id: 'b' };
      const second = {
        ...DISPLAY,
        id: 'a',
        clusters: ['prod', 'lab'],
        madeBy: null,
        tokenSha256: 'other',
        madeAtMs: DAY_0 + 1,
      };
      for (const each of [first, second]) valueOf(await store.putDisplay(each, 0));
      expect(valueOf(await store.displays())).toEqual([first, second]);
      const used = { ...second, firstUsedAtMs: DAY_0 + 2, lastSeenAtMs: DAY_0 + 3 };
      valueOf(await store.putDisplay(used, 0));
      const revoked = { ...first, revokedAtMs: DAY_0 + 4 };
      valueOf(await store.putDisplay(revoked, 0));
      expect(valueOf(await store.displays())).toEqual([revoked, used]);
      valueOf(await store.putDisplay(used, DAY_0 + 4));
      expect(valueOf(await store.displays())).toEqual([revoked, used]);
      valueOf(await store.putDisplay(used, DAY_0 + 5));
      expect(valueOf(await store.displays())).toEqual([used]);
    });

    test('of a new store there is nothing', async () => {
      expect(await auditOf()).toEqual({ items: [], next: null });
      expect(valueOf(await store.endings())).toEqual([]);
      expect(valueOf(await store.displays())).toEqual([]);
      expect(valueOf(await store.last('prod'))).toBeNull();
      expect(valueOf(await store.lastChangeId())).toBe(0);
      expect(valueOf(await store.at('prod', ['member'], DAY_0))).toEqual([]);
      expect(valueOf(await store.at('prod', [], DAY_0))).toEqual([]);
      expect(valueOf(await store.changes(everything))).toEqual({ items: [], next: null });
      expect(valueOf(await store.samplesAt('prod', DAY_0, DAY))).toEqual([]);
      await keepUp(store, DAY_0);
    });

    test('a batch that comes a second time changes nothing', async () => {
      const once = batch(1, DAY_0, {
        changes: [change(1, DAY_0)],
        occurrences: [lifecycle(DAY_0, 'web-1')],
        samples: [sample(DAY_0)],
      });
      for (let times = 0; times < 2; times += 1) valueOf(await store.write(once));
      expect(valueOf(await store.changes(everything)).items).toEqual([change(1, DAY_0)]);
      expect(valueOf(await store.occurrences(everything)).items).toHaveLength(1);
      const range = { cluster: 'prod', fromMs: DAY_0, toMs: DAY_0 + MINUTE, stepMs: MINUTE };
      expect(valueOf(await store.samples(range))).toEqual([sample(DAY_0)]);
      // Another run counts for itself.
      await write(1, DAY_0 + 1, { run: 'second', changes: [change(2, DAY_0 + 1)] });
      expect(valueOf(await store.lastChangeId())).toBe(2);
    });

    test('of a batch that cannot be written nothing is', async () => {
      await write(1, DAY_0, { changes: [change(1, DAY_0)] });
      const twice = batch(2, DAY_0 + 1, {
        facts: [fact('node-1', DAY_0 + 1, {})],
        changes: [change(2, DAY_0 + 1), change(1, DAY_0 + 1)],
      });
      expect(await store.write(twice)).toMatchObject({ ok: false, error: { kind: 'failed' } });
      expect(valueOf(await store.last('prod'))).toEqual({ firstMs: DAY_0, atMs: DAY_0 });
      expect(valueOf(await store.at('prod', ['member'], DAY_0 + 1))).toEqual([]);
      await write(2, DAY_0 + 1, { changes: [change(2, DAY_0 + 1)] });
      expect(valueOf(await store.lastChangeId())).toBe(2);
    });

    test('facts hold until the next one of the same kind and name', async () => {
      await write(1, DAY_0 + 30, {
        facts: [fact('a', DAY_0 + 10, { x: 1 }), fact('b', DAY_0, 'b'), fact('a', DAY_0, 'lane', 'lane')],
      });
      // Out of order, twice at one time, and gone.
      await write(2, DAY_0 + 40, { facts: [fact('a', DAY_0 + 5, 5), fact('b', DAY_0 + 20, null)] });
      await write(3, DAY_0 + 50, { facts: [fact('a', DAY_0 + 10, 'old'), fact('a', DAY_0 + 10, 'new')] });
      const at = async (atMs: number) => valueOf(await store.at('prod', ['member'], DAY_0 + atMs));
      expect(await at(-1)).toEqual([]);
      expect(await at(0)).toEqual([fact('b', DAY_0, 'b')]);
      expect(await at(9)).toEqual([fact('a', DAY_0 + 5, 5), fact('b', DAY_0, 'b')]);
      expect(await at(10)).toEqual([fact('a', DAY_0 + 10, 'new'), fact('b', DAY_0, 'b')]);
      expect(await at(20)).toEqual([fact('a', DAY_0 + 10, 'new')]);
      expect(valueOf(await store.at('prod', ['lane', 'watch'], DAY_0))).toEqual([
        fact('a', DAY_0, 'lane', 'lane'),
      ]);
      expect(valueOf(await store.at('other', ['member'], DAY_0))).toEqual([]);
      expect(valueOf(await store.over('prod', ['member'], DAY_0 + 5, DAY_0 + 21))).toEqual([
        fact('a', DAY_0 + 5, 5),
        fact('a', DAY_0 + 10, 'new'),
        fact('b', DAY_0, 'b'),
        fact('b', DAY_0 + 20, null),
      ]);
      // What was gone comes back.
      await write(4, DAY_0 + 60, { facts: [fact('b', DAY_0 + 60, 'again')] });
      expect(await at(60)).toEqual([fact('a', DAY_0 + 10, 'new'), fact('b', DAY_0 + 60, 'again')]);
      expect(await at(59)).toEqual([fact('a', DAY_0 + 10, 'new')]);
      expect(valueOf(await store.last('prod'))).toEqual({ firstMs: DAY_0, atMs: DAY_0 + 60 });
    });

    test('changes come page by page, filtered, the newest first', async () => {
      const changes = [
        change(1, DAY_0, { member: 'node-1', note: '100% sure_!' }),
        change(2, DAY_0 + 1, { member: 'node-2', kind: 'roles', before: 'database', after: 'none' }),
        change(3, DAY_0 + 1, {
          member: null,
          kind: 'verdict',
          before: 'ok',
          after: 'CRITICAL',
          sinceMs: DAY_0,
        }),
      ];
      await write(1, DAY_0 + 1, { changes });
      const ids = async (more: Partial<Parameters<HistoryStore['changes']>[0]>) =>
        valueOf(await store.changes({ ...everything, ...more })).items.map(({ id }) => id);
      expect(valueOf(await store.changes(everything)).items).toEqual(changes.toReversed());
      expect(await ids({ fromMs: DAY_0 + 1 })).toEqual([3, 2]);
      expect(await ids({ toMs: DAY_0 + 1 })).toEqual([1]);
      expect(await ids({ member: 'node-2' })).toEqual([2]);
      expect(await ids({ kinds: ['roles', 'status'] })).toEqual([2, 1]);
      expect(await ids({ kinds: [] })).toEqual([]);
      expect(await ids({ text: 'critical' })).toEqual([3]);
      expect(await ids({ text: 'NODE-2' })).toEqual([2]);
      expect(await ids({ text: '0% sure_!' })).toEqual([1]);
      expect(await ids({ text: '%' })).toEqual([1]);
      expect(await ids({ text: '_' })).toEqual([1]);
      const first = valueOf(await store.changes({ ...everything, limit: 2 }));
      expect(first.items.map(({ id }) => id)).toEqual([3, 2]);
      expect(await ids({ limit: 2, cursor: first.next ?? '' })).toEqual([1]);
      expect(await store.changes({ ...everything, cursor: 'bogus' })).toMatchObject({
        ok: false,
        error: { kind: 'not-found', message: expect.stringContaining('bogus') },
      });
    });

    test('occurrences keep all that they came with', async () => {
      const occurrences = [
        lifecycle(DAY_0, 'web-1'),
        operationEnded(DAY_0 + 1, DAY_0 - MINUTE),
        warningBegan(DAY_0 + 2, 'Offline cluster member'),
      ];
      await write(1, DAY_0 + 2, { occurrences });
      const { items } = valueOf(await store.occurrences(everything));
      expect(items).toEqual(occurrences.map((one, index) => ({ ...one, id: index + 1 })).toReversed());
      const kinds = async (more: Partial<Parameters<HistoryStore['occurrences']>[0]>) =>
        valueOf(await store.occurrences({ ...everything, ...more })).items.map(({ kind }) => kind);
      expect(await kinds({ text: 'creating' })).toEqual(['operation']);
      expect(await kinds({ text: 'instance started' })).toEqual(['lifecycle']);
      expect(await kinds({ text: 'offline CLUSTER' })).toEqual(['warning']);
      expect(await kinds({ kinds: ['warning', 'lifecycle'] })).toEqual(['warning', 'lifecycle']);
    });

    test('operations under way at a moment are those that had begun and ended later', async () => {
      const ended = [
        operationEnded(DAY_0 + 10, DAY_0, 'long'),
        operationEnded(DAY_0 + 10, null, 'unknown'),
        operationEnded(DAY_0 + 4, DAY_0, 'over'),
        operationEnded(DAY_0 + 2 * DAY, DAY_0, 'too long'),
        operationEnded(DAY_0 + 20, DAY_0 + 6, 'later'),
      ];
      await write(1, DAY_0 + 2 * DAY, { occurrences: ended });
      const found = valueOf(await store.operationsUnderWay('prod', DAY_0 + 5));
      expect(found.map((one) => one.kind === 'operation' && one.operation.id)).toEqual(['long']);
    });

    test('a step that was interrupted comes in two parts', async () => {
      await write(1, DAY_0, { samples: [sample(DAY_0, { count: 2, min: 3, sum: 7, max: 4 })] });
      await write(1, DAY_0, {
        run: 'second',
        samples: [sample(DAY_0, { count: 1, min: 9, sum: 9, max: 9 })],
      });
      const range = { cluster: 'prod', fromMs: DAY_0, toMs: DAY_0 + HOUR, stepMs: 10 * SECOND };
      const whole = sample(DAY_0, { count: 3, min: 3, sum: 16, max: 9 });
      expect(valueOf(await store.samples(range))).toEqual([whole]);
      expect(valueOf(await store.samples({ ...range, stepMs: HOUR }))).toEqual([whole]);
    });

    test('samples are found by member and metric, and by the moment', async () => {
      const samples = [
        sample(DAY_0 + 10 * SECOND),
        sample(DAY_0 + 20 * SECOND, { min: 20, sum: 20, max: 20 }),
        sample(DAY_0, { metric: 'pool:local' }),
        sample(DAY_0, { member: 'node-2' }),
      ];
      await write(1, DAY_0, { samples });
      const range = { cluster: 'prod', fromMs: DAY_0, toMs: DAY_0 + MINUTE, stepMs: MINUTE };
      const names = async (more: object) =>
        valueOf(await store.samples({ ...range, ...more })).map(
          ({ member, metric }) => `${member} ${metric}`,
        );
      expect(await names({})).toEqual(['node-1 load1', 'node-1 pool:local', 'node-2 load1']);
      expect(await names({ members: ['node-2'] })).toEqual(['node-2 load1']);
      expect(await names({ metrics: ['pool:local'] })).toEqual(['node-1 pool:local']);
      expect(await names({ cluster: 'other' })).toEqual([]);
      const at = async (atMs: number, withinMs: number) =>
        valueOf(await store.samplesAt('prod', DAY_0 + atMs, withinMs, 'node-1')).map(
          ({ metric, atMs: of }) => [metric, of - DAY_0],
        );
      expect(await at(25 * SECOND, MINUTE)).toEqual([
        ['load1', 20 * SECOND],
        ['pool:local', 0],
      ]);
      expect(await at(15 * SECOND, MINUTE)).toContainEqual(['load1', 10 * SECOND]);
      expect(await at(25 * SECOND, 10 * SECOND)).toEqual([['load1', 20 * SECOND]]);
      expect(await at(20 * MINUTE, HOUR)).toContainEqual(['load1', 20 * SECOND]);
      expect(await at(-1, HOUR)).toEqual([]);
    });

    test('what is too old goes, what held at the limit stays', async () => {
      await write(1, DAY_0, {
        facts: [fact('a', DAY_0, 1), fact('gone', DAY_0, 1), fact('gone', DAY_0 + 1, null)],
        changes: [change(1, DAY_0), change(2, DAY_0 + 20 * DAY), change(3, DAY_0 + 21 * DAY)],
        occurrences: [lifecycle(DAY_0, 'old'), lifecycle(DAY_0 + 20 * DAY, 'new')],
      });
      await write(2, DAY_0 + 21 * DAY, {
        facts: [fact('a', DAY_0 + DAY, 2), fact('a', DAY_0 + 20 * DAY, 3)],
      });
      const retention = { ...DEFAULT_RETENTION, changesMs: 10 * DAY };
      await keepUp(store, DAY_0 + 21 * DAY, retention);
      expect(valueOf(await store.changes(everything)).items.map(({ id }) => id)).toEqual([3, 2]);
      expect(valueOf(await store.occurrences(everything)).items).toHaveLength(1);
      expect(valueOf(await store.at('prod', ['member'], DAY_0 + 11 * DAY))).toEqual([
        fact('a', DAY_0 + DAY, 2),
      ]);
      expect(valueOf(await store.at('prod', ['member'], DAY_0))).toEqual([]);
      expect(valueOf(await store.last('prod'))).toMatchObject({ firstMs: DAY_0 + 11 * DAY });
      expect(valueOf(await store.size()).rows).toMatchObject({ entities: 1, facts: 2 });
      // The number of the last change is remembered, however old it is.
      await keepUp(store, DAY_0 + 100 * DAY, retention);
      expect(valueOf(await store.lastChangeId())).toBe(3);
    });

    test('what is too large gives up the oldest samples first, then occurrences, then changes', async () => {
      const note = 'x'.repeat(4000);
      for (let day = 1; day <= 20; day += 1) {
        const atMs = DAY_0 + day * DAY;
        const samples = Array.from({ length: 100 }, (_, index) => sample(atMs + index * 10 * SECOND));
        const occurrences = Array.from({ length: 20 }, () => lifecycle(atMs, note));
        await write(day, atMs, { changes: [change(day, atMs, { note })], occurrences, samples });
      }
      const nowMs = DAY_0 + 21 * DAY + HOUR;
      const left = async (maxBytes: number) => {
        await keepUp(store, nowMs, { ...DEFAULT_RETENTION, maxBytes });
        const { rows } = valueOf(await store.size());
        const { samples_900s: samples = 0, occurrences = 0, changes = 0 } = rows;
        return { samples, occurrences, changes };
      };
      expect(await left(2 ** 30)).toEqual({ samples: 20, occurrences: 400, changes: 20 });
      const { bytes } = valueOf(await store.size());
      expect(await left(bytes / 2)).toMatchObject({ samples: 0, changes: 20 });
      // The last of each is kept, so that numbers go on from there.
      expect(await left(1)).toEqual({ samples: 0, occurrences: 1, changes: 1 });
    });

    test('notes keep every revision', async () => {
      const draft = {
        fromMs: DAY_0,
        toMs: null,
        text: 'What was that?',
        author: 'ann',
        createdAtMs: DAY_0 + 5,
        editedAtMs: DAY_0 + 5,
      };
      const note = valueOf(await store.addNote('prod', draft));
      expect(note).toEqual({ ...draft, id: note.id, revision: 1, deleted: false });
      const { createdAtMs: _made, ...said } = draft;
      const edit = { ...said, toMs: DAY_0 + HOUR, text: 'A cable.', editedAtMs: DAY_0 + 9, deleted: false };
      const edited = valueOf(await store.reviseNote('prod', note.id, 1, edit));
      expect(edited).toEqual({ ...edit, id: note.id, revision: 2, createdAtMs: DAY_0 + 5 });
      expect(await store.reviseNote('prod', note.id, 1, edit)).toMatchObject({ error: { kind: 'conflict' } });
      expect(await store.reviseNote('prod', 99, 1, edit)).toMatchObject({ error: { kind: 'not-found' } });
      expect(await store.reviseNote('other', note.id, 2, edit)).toMatchObject({
        error: { kind: 'not-found' },
      });
      expect(valueOf(await store.revisions('prod', note.id))).toEqual([edited, note]);
      const found = async (fromMs: number, toMs: number, deleted = false) =>
        valueOf(await store.notes('prod', fromMs, toMs, deleted)).map(({ revision }) => revision);
      expect(await found(DAY_0 + MINUTE, DAY_0 + DAY)).toEqual([2]);
      expect(await found(DAY_0 - DAY, DAY_0)).toEqual([]);
      expect(await found(DAY_0 + HOUR + 1, DAY_0 + DAY)).toEqual([]);
      valueOf(await store.reviseNote('prod', note.id, 2, { ...edit, deleted: true }));
      expect(await found(DAY_0, DAY_0 + 1)).toEqual([]);
      expect(await found(DAY_0, DAY_0 + 1, true)).toEqual([3]);
    });

    test('it says how much there is', async () => {
      await write(1, DAY_0, { facts: [fact('node-1', DAY_0, {})], samples: [sample(DAY_0)] });
      const { bytes, rows, clusters } = valueOf(await store.size());
      expect(bytes).toBeGreaterThan(4096);
      expect(rows).toMatchObject({ facts: 1, samples_10s: 1, changes: 0 });
      expect(clusters).toEqual([{ cluster: 'prod', members: 1, series: 1, firstMs: DAY_0, lastMs: DAY_0 }]);
    });

    test('a closed store says so', async () => {
      await store.close();
      await store.close();
      expect(await store.last('prod')).toMatchObject({ ok: false, error: { kind: 'closed' } });
    });
  });
}
