/** How a SQLite file comes to have the tables of `tables.ts`. What has been released is never changed: what comes later is added. */
import type { Database } from 'better-sqlite3';
import { StoreError } from './store-error.ts';

const MIGRATIONS: readonly string[] = [
  // Facts and samples are rows of their own beside a narrow index: in a table without row ids a value of more than a
  // quarter of a page would take another page for itself.
  `
  CREATE TABLE recorded (
    cluster TEXT PRIMARY KEY, first_ms INTEGER NOT NULL, at_ms INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE writers (
    cluster TEXT NOT NULL, run TEXT NOT NULL, seq INTEGER NOT NULL, at_ms INTEGER NOT NULL,
    PRIMARY KEY (cluster, run)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE entities (
    id INTEGER PRIMARY KEY, cluster TEXT NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL,
    first_ms INTEGER NOT NULL, last_ms INTEGER NOT NULL, gone_ms INTEGER,
    UNIQUE (cluster, kind, name)
  ) STRICT;
  CREATE TABLE facts (
    id INTEGER PRIMARY KEY, entity INTEGER NOT NULL, from_ms INTEGER NOT NULL, value TEXT,
    UNIQUE (entity, from_ms)
  ) STRICT;
  CREATE TABLE changes (
    id INTEGER PRIMARY KEY, cluster TEXT NOT NULL, at_ms INTEGER NOT NULL, kind TEXT NOT NULL, member TEXT,
    before TEXT, after TEXT, note TEXT, since_ms INTEGER, shown TEXT NOT NULL
  ) STRICT;
  CREATE INDEX changes_by_time ON changes (cluster, at_ms, id);
  CREATE INDEX changes_by_member ON changes (cluster, member, at_ms, id);
  CREATE TABLE occurrences (
    id INTEGER PRIMARY KEY AUTOINCREMENT, cluster TEXT NOT NULL, at_ms INTEGER NOT NULL, since_ms INTEGER,
    kind TEXT NOT NULL, member TEXT, shown TEXT NOT NULL, body TEXT NOT NULL
  ) STRICT;
  CREATE INDEX occurrences_by_time ON occurrences (cluster, at_ms, id, since_ms);
  CREATE INDEX occurrences_by_member ON occurrences (cluster, member, at_ms, id);
  CREATE TABLE series (
    id INTEGER PRIMARY KEY, cluster TEXT NOT NULL, member TEXT NOT NULL, metric TEXT NOT NULL,
    UNIQUE (cluster, member, metric)
  ) STRICT;
  CREATE TABLE samples (
    id INTEGER PRIMARY KEY, series INTEGER NOT NULL, step_ms INTEGER NOT NULL, from_ms INTEGER NOT NULL,
    data BLOB NOT NULL,
    UNIQUE (series, step_ms, from_ms)
  ) STRICT;
  CREATE INDEX samples_by_time ON samples (step_ms, from_ms);
  CREATE TABLE due (
    step_ms INTEGER NOT NULL, from_ms INTEGER NOT NULL, series INTEGER NOT NULL,
    PRIMARY KEY (step_ms, from_ms, series)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE kept (step_ms INTEGER PRIMARY KEY, from_ms INTEGER NOT NULL) STRICT;
  CREATE TABLE notes (
    id INTEGER PRIMARY KEY AUTOINCREMENT, cluster TEXT NOT NULL, created_ms INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX notes_by_cluster ON notes (cluster);
  CREATE TABLE note_revisions (
    note INTEGER NOT NULL, revision INTEGER NOT NULL, from_ms INTEGER NOT NULL, to_ms INTEGER,
    text TEXT NOT NULL, author TEXT, edited_ms INTEGER NOT NULL, deleted INTEGER NOT NULL,
    PRIMARY KEY (note, revision)
  ) STRICT, WITHOUT ROWID;
  `,
  `
  CREATE TABLE audit (
    id INTEGER PRIMARY KEY AUTOINCREMENT, at_ms INTEGER NOT NULL, kind TEXT NOT NULL, name TEXT,
    "by" TEXT NOT NULL, address TEXT NOT NULL, detail TEXT
  ) STRICT;
  CREATE INDEX audit_by_time ON audit (at_ms, id);
  CREATE INDEX audit_by_kind ON audit (kind, id);
  CREATE TABLE access_endings (
    kind TEXT NOT NULL, subject TEXT NOT NULL, at_ms INTEGER NOT NULL, until_ms INTEGER NOT NULL,
    PRIMARY KEY (kind, subject)
  ) STRICT, WITHOUT ROWID;
  `,
  `
  CREATE TABLE displays (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, clusters TEXT, token_sha256 TEXT NOT NULL UNIQUE,
    made_ms INTEGER NOT NULL, made_by TEXT, first_used_ms INTEGER, last_seen_ms INTEGER, revoked_ms INTEGER
  ) STRICT, WITHOUT ROWID;
  `,
];

/** The version that this Rollcall writes. */
const SCHEMA_VERSION = MIGRATIONS.length;

/** The version of a file; 0: it is empty. */
const versionOf = (database: Database): number => Number(database.pragma('user_version', { simple: true }));

/** Throws where a file is of a newer version, or of another program. */
export function refuseOthers(database: Database): void {
  const found = versionOf(database);
  if (found > SCHEMA_VERSION)
    throw new StoreError(
      'newer',
      `the file was made by a newer Rollcall (format ${found}; this one knows up to ${SCHEMA_VERSION})`,
    );
  if (found === 0 && isUsed(database)) throw notOurs();
}

/** Throws where a file is not as this version writes it. */
export function requireCurrent(database: Database): void {
  refuseOthers(database);
  const found = versionOf(database);
  if (found === 0) throw notOurs();
  if (found < SCHEMA_VERSION)
    throw new StoreError(
      'cannot-open',
      'the file was made by an older Rollcall: start this one once to bring it up to date',
    );
}

/** Brings a file up to date, one whole step at a time. */
export function migrate(database: Database): void {
  for (let version = versionOf(database); version < SCHEMA_VERSION; version += 1) {
    const step = MIGRATIONS[version] ?? '';
    database
      .transaction(() => {
        // Another process may have been faster.
        if (versionOf(database) !== version) return;
        database.exec(step);
        database.pragma(`user_version = ${version + 1}`);
      })
      .immediate();
  }
}

const notOurs = (): StoreError =>
  new StoreError('cannot-open', 'the file is a database, but no history of Rollcall');

const isUsed = (database: Database): boolean =>
  database.prepare('SELECT 1 FROM sqlite_schema LIMIT 1').get() !== undefined;
