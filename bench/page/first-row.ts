/**
 * Runs in the page, before anything of it: writes `label` and the time since the start of the navigation, ms, to the
 * console, once the first row of a table of members has been painted. Must not refer to anything outside of itself.
 */
export function reportFirstRow(label: string): void {
  const observer = new MutationObserver(() => {
    const link = document.querySelector('tbody tr a[href*="/members/"], [role=row] a[href*="/members/"]');
    if (link === null || link.getBoundingClientRect().height === 0) return;
    observer.disconnect();
    // The frame that is being made shows the row; what is posted now comes after that frame.
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.addEventListener('message', () => {
        console.debug(`${label} ${performance.now()}`);
        port1.close();
      });
      port1.start();
      port2.postMessage(null);
    });
  });
  observer.observe(document, { childList: true, subtree: true });
}
