/** Work that ends in time, whatever it waits for: what it found until then counts, and that it was cut short is said. */
import type { Finding, Speaker } from './finding.ts';

export type Report = (finding: Finding) => void;

/** What `work` reports until it ends or `signal` is aborted. */
export async function collect(
  here: Speaker,
  signal: AbortSignal,
  work: (report: Report) => Promise<void>,
): Promise<Finding[]> {
  const findings: Finding[] = [];
  const cut = Promise.withResolvers<'cut'>();
  const onAbort = (): void => cut.resolve('cut');
  signal.addEventListener('abort', onAbort, { once: true });
  if (signal.aborted) onAbort();
  const done = work((finding) => void findings.push(finding)).then(() => 'done' as const);
  const outcome = await Promise.race([done, cut.promise]);
  signal.removeEventListener('abort', onAbort);
  // What comes after that is too late.
  const found = [...findings];
  if (outcome === 'done') return found;
  const remedy =
    'look at it alone, with settings that name nothing else; or see what keeps this machine busy';
  return [...found, here.problem('time', 'the rest was not finished in time', remedy)];
}

/** What `promise` gives, or null if it takes longer. It goes on, unheard: what it waits for has to end with the program. */
export async function within<T>(ms: number, promise: Promise<T>): Promise<T | null> {
  const late = Promise.withResolvers<null>();
  const timer = setTimeout(() => late.resolve(null), ms);
  try {
    return await Promise.race([promise, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
