/** Whether new settings can be served in the place of those in use, in the same process and at the same address. */
import type { Config } from './config/config.ts';
import type { ConfigResult } from './config/parse-config.ts';
import { formatProblem } from './config/problems.ts';
import { formatListen } from './config/values.ts';
import { type Result, err, ok } from './result.ts';

/**
 * `boundPort`: where the run in use listens, which the system may have chosen. The error says what is in the way and what
 * to do, in one sentence. Address and certificate have to be the same: browsers that are here would find nobody elsewhere.
 */
export function successorOf(running: Config, boundPort: number, read: ConfigResult): Result<Config, string> {
  if (!read.ok) return err(`the settings can't be used: ${read.problems.map(formatProblem).join('; ')}`);
  const { config: next } = read;
  if (formatListen(next.listen) !== formatListen(running.listen)) {
    return err(
      `listen is ${formatListen(next.listen)} in the settings by now, and this Rollcall was started with ${formatListen(running.listen)}`,
    );
  }
  if (pairOf(next) !== pairOf(running)) {
    return err('tls was changed in the settings since this Rollcall was started');
  }
  return ok({ ...next, listen: { ...next.listen, port: boundPort } });
}

const pairOf = ({ tls }: Config): string | null => tls && tls.pair.certPem;
