import type { DatabaseAnswer } from './database.ts';
import { failure } from './envelope.ts';
import type { Answer } from './envelope.ts';
import type { Guise } from './guise.ts';

type DatabaseError = Extract<DatabaseAnswer, { ok: false }>['error'];

/** What a daemon says that could not read the database. */
export function databaseFailure(error: DatabaseError, { databaseName }: Guise): Answer {
  switch (error) {
    case 'no-leader':
      return failure(
        503,
        `Failed to begin transaction: failed to create ${databaseName} connection: ` +
          `no available ${databaseName} leader server found`,
      );
    case 'deadline':
      return failure(500, 'context deadline exceeded');
    case 'transaction-deadline':
      return failure(500, 'Failed to begin transaction: context deadline exceeded');
  }
}
