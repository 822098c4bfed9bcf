import * as z from 'zod/mini';

/** RFC 3339, with up to nine decimals and any offset. What never happened is in the year 1 or 1970. */
export const Timestamp = z.iso.datetime({ offset: true });

/** Configuration of anything. */
export const Config = z.record(z.string(), z.string());
