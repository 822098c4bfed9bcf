/** What a cluster grants the certificate that Rollcall comes with. */
import * as z from 'zod/mini';

/**
 * `restricted`: to what is in `projects`, besides reading the cluster; `unrestricted`: everything; `identity`: of LXD's
 * fine-grained authorization, what `groups` may. Lists that mean nothing for a kind are empty.
 * Source: `GET /1.0/auth/identities/current` (`access_management_tls`), otherwise `GET /1.0/certificates/{fingerprint}`.
 */
export const Grant = z.object({
  kind: z.enum(['restricted', 'unrestricted', 'identity']),
  projects: z.array(z.string()),
  groups: z.array(z.string()),
});
export type Grant = z.infer<typeof Grant>;

/** In words, to be read after "certificate". */
export function grantWords(grant: Grant | null): string {
  if (grant === null) return 'trusted; the server does not say how far';
  const { kind, projects, groups } = grant;
  switch (kind) {
    case 'unrestricted':
      return 'unrestricted';
    case 'identity':
      return groups.length === 0
        ? 'an identity in no group'
        : `an identity in the group ${groups.join(', ')}`;
    case 'restricted':
      return projects.length === 0 ? 'restricted, to no project' : `restricted to ${projects.join(', ')}`;
  }
}
