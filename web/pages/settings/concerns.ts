/** What somebody should look at in the settings, in words. Pure. */
import type { ClusterSettings, SettingsAnswer } from '~wire/settings.ts';
import { endingTold, grantTold } from '../../lib/certificate-words.ts';

/** `unknown`: whether all is well cannot be told. */
export type Concern = { shape: 'attention' | 'unknown'; text: string };

/** How many clusters are named. */
const NAMED = 3;

/** In the order of the page. None: nothing that Rollcall knows of asks for anything. */
export function concernsOf({ clusters, access, record, nowMs }: SettingsAnswer): Concern[] {
  const real = clusters.filter(({ from }) => from !== 'demo');
  const unrestricted = real.filter(({ grant }) => grant !== null && grantTold(grant).asks);
  const unsaid = real.filter(({ grant }) => grant === null);
  const ending = real.filter(
    ({ clientNotAfterMs, serverNotAfterMs }) =>
      endingTold(clientNotAfterMs, nowMs) !== null || endingTold(serverNotAfterMs, nowMs) !== null,
  );
  const failing = clusters.filter(({ recording }) => recording.state === 'failing');
  const { logIn, loopback, tls } = access;
  const plain = !loopback && tls === null && access.publicUrl?.startsWith('https:') !== true;
  const tlsEnding = tls === null ? null : endingTold(tls.notAfterMs, nowMs);
  return [
    unrestricted.length > 0 && asks(`Our certificate is unrestricted at ${named(unrestricted)}.`),
    ending.length > 0 && asks(`A certificate has expired or expires within 30 days: ${named(ending)}.`),
    unsaid.length > 0 && {
      shape: 'unknown' as const,
      text: `What our certificate may is not known: ${named(unsaid)}.`,
    },
    logIn === null && !loopback && asks('Other machines can reach it, and nobody has to log in.'),
    logIn !== null && plain && asks('Other machines can reach it by http: passwords can be read on the way.'),
    tlsEnding !== null && asks(`The certificate that browsers see ${tlsEnding}.`),
    failing.length > 0 && asks(`History is not being recorded: ${named(failing)}.`),
    record.file === null &&
      real.length > 0 &&
      asks('What is recorded is in memory, and gone with the process.'),
  ].filter((concern) => concern !== false);
}

const asks = (text: string): Concern => ({ shape: 'attention', text });

/** The first few by name, and how many more there are. */
function named(clusters: readonly ClusterSettings[]): string {
  const names = clusters.slice(0, NAMED).map(({ name }) => name);
  const more = clusters.length - names.length;
  return more === 0 ? names.join(', ') : `${names.join(', ')} and ${more} more`;
}
