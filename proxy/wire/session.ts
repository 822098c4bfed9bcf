/** Who somebody is. */
import * as z from 'zod/mini';

/** A viewer reads. An operator writes notes, too, and reads what is said of others. */
export const Role = z.enum(['viewer', 'operator']);
export type Role = z.infer<typeof Role>;

/** How somebody became known. `open`: nobody has to be. */
export const Way = z.enum(['open', 'account', 'oidc', 'header', 'display']);
export type Way = z.infer<typeof Way>;

/** Whoever asks. `name`: null where that is nobody in particular. */
export const SessionViewer = z.object({ name: z.nullable(z.string()), role: Role, by: Way });
export type SessionViewer = z.infer<typeof SessionViewer>;

/** Whether there is a session of ours to end: whoever a reverse proxy vouches for, and a wall, have none. */
export const canLogOut = ({ by }: SessionViewer): boolean => by === 'account' || by === 'oidc';
