/** Makes of the address of a timeline the one that shows it in this way. */
export function timelineLink(path: string, view: (params: URLSearchParams) => URLSearchParams): string {
  const [pathname = '', search] = path.split('?');
  return `${pathname}?${view(new URLSearchParams(search)).toString()}`;
}
