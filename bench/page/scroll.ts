/** What was seen while scrolling. Times in ms. */
export type ScrollFindings = {
  /** From one frame to the next. */
  frames: number[];
  /** Tasks of 50 ms and more, which is when the page answers nobody. */
  longTasks: number[];
  /** How far it went, px: nothing was scrolled if this is 0. */
  travelledPx: number;
  /** Changes of the document that were not its own doing: rows that came into sight, and live updates. */
  mutations: number;
};

/**
 * Runs in the page: scrolls the table of members down and up again for `forMs`, at `pxPerSecond`, and records every
 * frame. Must not refer to anything outside of itself.
 */
export async function scrollMembers({
  forMs,
  pxPerSecond,
}: {
  forMs: number;
  pxPerSecond: number;
}): Promise<ScrollFindings> {
  const scrolls = (element: Element): boolean =>
    element.scrollHeight > element.clientHeight + 1 &&
    /auto|scroll/.test(getComputedStyle(element).overflowY);
  let scroller = document.querySelector('tbody tr');
  while (scroller !== null && !scrolls(scroller)) scroller = scroller.parentElement;
  const target = scroller ?? document.scrollingElement;
  if (target === null) throw new Error('there is nothing to scroll');

  const longTasks: number[] = [];
  const tasks = new PerformanceObserver((list) =>
    longTasks.push(...list.getEntries().map(({ duration }) => duration)),
  );
  tasks.observe({ type: 'longtask' });
  let mutations = 0;
  const changes = new MutationObserver((records) => (mutations += records.length));
  changes.observe(document, { childList: true, characterData: true, subtree: true });

  const frames: number[] = [];
  let travelledPx = 0;
  let direction = 1;
  const nextFrame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));
  const startMs = await nextFrame();
  let beforeMs = startMs;
  while (beforeMs - startMs < forMs) {
    const nowMs = await nextFrame();
    frames.push(nowMs - beforeMs);
    const from = target.scrollTop;
    target.scrollTop = from + (direction * pxPerSecond * (nowMs - beforeMs)) / 1000;
    travelledPx += Math.abs(target.scrollTop - from);
    if (target.scrollTop + target.clientHeight >= target.scrollHeight - 1) direction = -1;
    else if (target.scrollTop <= 0) direction = 1;
    beforeMs = nowMs;
  }
  // Long tasks are told a little after they have ended.
  await new Promise((resolve) => setTimeout(resolve, 200));
  tasks.disconnect();
  changes.disconnect();
  return { frames, longTasks, travelledPx, mutations };
}
