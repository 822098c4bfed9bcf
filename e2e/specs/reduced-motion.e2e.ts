import { expect, test } from '../fixtures.ts';
import { wallOf } from '../fixtures/wall.ts';

test.use({ contextOptions: { reducedMotion: 'reduce' } });

/** Everything on the page that ever began to move, by its name. */
const RECORDER = `{
  window.moved = [];
  document.addEventListener('animationstart', ({ animationName }) => window.moved.push(animationName), true);
  document.addEventListener('transitionrun', ({ propertyName }) => window.moved.push(propertyName), true);
}`;

for (const address of [
  '/wall',
  '/clusters/prod',
  '/clusters/prod/members/node-3',
  '/clusters/prod/timeline',
]) {
  test(`nothing moves at ${address} for those who do not want it to`, async ({ page, sim }) => {
    await page.addInitScript(RECORDER);
    await page.goto(address);
    await expect(page).toHaveTitle(/OK/);
    await sim.control.kill('node-3');
    await expect(page).toHaveTitle(/Degraded/);
    await sim.control.start('node-3');
    await expect(page).toHaveTitle(/OK/);
    await page.mouse.move(300, 300);
    const moved = await page.evaluate<string[]>('[...new Set(window.moved)]');
    // The bar of a wall is how old the data are: it goes down, in steps.
    expect(moved).toEqual(address === '/wall' ? ['wall-drain'] : []);
    if (address === '/wall') {
      await expect(wallOf(page).drain).toHaveCSS('animation-timing-function', 'steps(6, jump-none)');
    }
  });
}
