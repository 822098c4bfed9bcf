/** `node e2e/screenshots.ts [board|review]`: makes the pictures of docs/screenshots, of a real three-member LXD cluster. As root, on Linux. */
import { argv, stderr } from 'node:process';
import { takeBoard } from './screenshots/board.ts';
import { takeReview } from './screenshots/review.ts';
import { withScenery } from './screenshots/scenery.ts';

const SUBJECTS = new Map([
  ['board', takeBoard],
  ['review', takeReview],
]);

const wanted = argv.slice(2);
const unknown = wanted.find((subject) => !SUBJECTS.has(subject));
if (unknown !== undefined) {
  stderr.write(`No pictures of ${unknown}; there are ${[...SUBJECTS.keys()].join(' and ')}.\n`);
  process.exitCode = 2;
} else {
  for (const [subject, take] of SUBJECTS) {
    // Each begins with a cluster that is well.
    if (wanted.length === 0 || wanted.includes(subject)) await withScenery(take);
  }
}
