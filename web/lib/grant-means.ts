/** What a certificate of ours may do, in a sentence. Apart from the words of the first page, which it is too long for. */
import type { Grant } from '~wire/grant.ts';

export function grantMeans(grant: Grant | null): string {
  switch (grant?.kind) {
    case undefined:
      return 'The cluster has not said what it may.';
    case 'unrestricted':
      return 'Whoever gets hold of its key may change everything in the cluster. Rollcall never does, and a restricted certificate, or an identity that may view alone, is enough for it.';
    case 'identity':
      return 'It may what its groups may.';
    case 'restricted':
      return grant?.projects.length === 0
        ? 'It reads the cluster and may change nothing in it.'
        : 'It reads the cluster. Whoever gets hold of its key may change what is in these projects: instances, profiles, images.';
  }
}
