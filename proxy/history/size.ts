/** How much a history holds, read from outside of the proxy that records it. */
import { bytesOnDisk } from './place.ts';
import { connectToRead } from './sql/connect.ts';
import { sizeOf } from './sql/size.ts';
import { attempt } from './sql/store-error.ts';
import type { Stored, StoreSize } from './store.ts';

export const readSize = (path: string): Stored<StoreSize> =>
  attempt(async () => {
    const { database, sql } = connectToRead(path);
    try {
      return await sizeOf(sql, bytesOnDisk(path));
    } finally {
      database.close();
    }
  });
