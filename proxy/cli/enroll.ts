import { join, relative, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import * as environment from '../config/environment.ts';
import { DEFAULT_FILE } from '../config/parse-config.ts';
import { accept } from '../enroll/accept.ts';
import { enroll } from '../enroll/enroll.ts';
import type { EnrollFailure } from '../enroll/failure.ts';
import type { Place } from '../enroll/place.ts';
import { renew } from '../enroll/renew.ts';
import { legible } from '../legible.ts';
import type { Result } from '../result.ts';
import type { Given } from './command-line.ts';
import { type Told, acceptedWords, enrolledWords, renewedWords } from './enroll-words.ts';
import { EXIT, type Output } from './output.ts';

export type EnrollCommand = {
  given: Given;
  env: environment.Environment;
  cwd: string;
  stdin: Readable;
  place: Place;
  nowMs: number;
  pause(ms: number): Promise<void>;
};

/** `rollcall enroll TOKEN`, `rollcall enroll --renew NAME [TOKEN]`, `rollcall enroll --accept FINGERPRINT --name NAME`. */
export async function enrollCommand({ given, env, cwd, stdin, ...world }: EnrollCommand): Promise<Output> {
  const inEnvironment = environment.clusterVariablesIn(env);
  if (inEnvironment.length > 0) {
    const what = `${inEnvironment.join(', ')} name a cluster in the environment, and clusters come from there or from a file`;
    return refused(EXIT.wrongSettings, `${what}; unset them`);
  }
  const { name, renew: renewed, accept: accepted, config } = given.values;
  const configPath = resolve(cwd, config ?? DEFAULT_FILE);
  const token = given.operand === '-' ? await text(stdin) : given.operand;
  const near = (path: string): string => {
    const shown = relative(cwd, path);
    return shown.startsWith('..') ? path : join(shown);
  };
  if (accepted !== undefined) {
    if (renewed !== undefined || token !== null || name === undefined)
      return refused(EXIT.wrongSettings, '--accept goes with --name NAME and nothing else');
    const outcome = await accept({ ...world, configPath, name, fingerprint: accepted });
    return outputOf(outcome, (value) => acceptedWords(value, near));
  }
  if (renewed !== undefined) {
    if (name !== undefined)
      return refused(EXIT.wrongSettings, '--renew names the cluster itself; leave out --name');
    const outcome = await renew({ ...world, configPath, name: renewed, token });
    return outputOf(outcome, (value) => renewedWords(value, near));
  }
  const outcome = await enroll({ ...world, token: token ?? '', configPath, name: name ?? null });
  return outputOf(outcome, (value) => enrolledWords(value, near));
}

function outputOf<T>(outcome: Result<T, EnrollFailure>, tell: (value: T) => Told): Output {
  if (outcome.ok) return { exitCode: EXIT.ok, ...tell(outcome.value) };
  const { kind, what, remedy } = outcome.error;
  return refused(kind === 'settings' ? EXIT.wrongSettings : EXIT.failed, `${what}; ${remedy}`);
}

const refused = (exitCode: number, line: string): Output => ({
  exitCode,
  stdout: '',
  stderr: `rollcall: ${legible(line)}\n`,
});
