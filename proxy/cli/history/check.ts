import { checkHistory } from '../../history/check.ts';
import { legible } from '../../legible.ts';
import { EXIT, type Output } from '../output.ts';
import { done, failed } from './failure.ts';

/** `rollcall history check`: what is wrong goes to standard error, a line each. */
export async function examineHistory(file: string): Promise<Output> {
  const problems = await checkHistory(file);
  if (!problems.ok) return failed(`${file} could not be checked`, problems.error);
  if (problems.value.length === 0) return done(`${file}: nothing is wrong\n`);
  const stderr = problems.value.map((problem) => `rollcall: ${legible(`${file}: ${problem}`)}\n`).join('');
  return { exitCode: EXIT.failed, stdout: '', stderr };
}
