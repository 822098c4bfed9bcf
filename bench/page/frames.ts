/** What a page showed while somebody did something with it. Times in ms. */
export type FrameFindings = {
  /** From one frame to the next. */
  frames: number[];
  /** Tasks of 50 ms and more, which is when the page answers nobody. */
  longTasks: number[];
};

/** Runs in the page: records every frame for `forMs`. Must not refer to anything outside of itself. */
export async function recordFrames(forMs: number): Promise<FrameFindings> {
  const longTasks: number[] = [];
  const tasks = new PerformanceObserver((list) =>
    longTasks.push(...list.getEntries().map(({ duration }) => duration)),
  );
  tasks.observe({ type: 'longtask' });
  const frames: number[] = [];
  const nextFrame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));
  const startMs = await nextFrame();
  let beforeMs = startMs;
  while (beforeMs - startMs < forMs) {
    const nowMs = await nextFrame();
    frames.push(nowMs - beforeMs);
    beforeMs = nowMs;
  }
  // Long tasks are told a little after they have ended.
  await new Promise((resolve) => setTimeout(resolve, 200));
  tasks.disconnect();
  return { frames, longTasks };
}
