/** Puts a text on the clipboard; false: the browser does not let us. Only right after a key or a press of the viewer. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyTheOldWay(text);
  }
}

/** Browsers have the clipboard proper only on https and on this machine's own address; by this they copy anywhere. */
function copyTheOldWay(text: string): boolean {
  let copied = false;
  const fill = (event: ClipboardEvent): void => {
    event.clipboardData?.setData('text/plain', text);
    event.preventDefault();
    copied = true;
  };
  document.addEventListener('copy', fill);
  const allowed = document.execCommand('copy');
  document.removeEventListener('copy', fill);
  return allowed && copied;
}
