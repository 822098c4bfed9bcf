/** A process that takes the lock of the directory in its first argument, says what came of it, and stays until it is killed. */
import { takeLock } from '../lock.ts';

const taken = takeLock(process.argv[2] ?? '', process.pid);
process.stdout.write(`${taken.ok ? 'taken' : taken.error.kind}\n`);
process.stdin.resume();
