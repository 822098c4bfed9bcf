/** How the members are arranged: `?view=domains`, `?view=groups`; none: as a table. */

export const ARRANGEMENTS = ['table', 'domains', 'groups'] as const;
export type Arrangement = (typeof ARRANGEMENTS)[number];

export function parseArrangement(params: URLSearchParams): Arrangement {
  const view = params.get('view');
  return ARRANGEMENTS.find((known) => known === view) ?? 'table';
}

export function withArrangement(params: URLSearchParams, arrangement: Arrangement): URLSearchParams {
  const next = new URLSearchParams(params);
  if (arrangement === 'table') next.delete('view');
  else next.set('view', arrangement);
  return next;
}
