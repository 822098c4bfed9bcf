#!/usr/bin/env node
// The `rollcall` command. Plain JavaScript that runs on Node 18: it gets a newer Node when that is needed.
import { launch, packageFile } from './bin/launch.mjs';

const args = process.argv.slice(2);
// Only what serves the pages needs them; `rollcall start --help` serves nothing.
const serves = args[0] === 'start' && !args.includes('--help') && !args.includes('-h');
// A token and a password may be typed or piped.
const reads = args[0] === 'enroll' || args[0] === 'passwd';

process.exitCode = await launch({
  dependencies: 'production',
  web: serves,
  programs: [[packageFile('proxy/main.ts'), ...args]],
  input: reads,
  cwd: process.cwd(),
});
