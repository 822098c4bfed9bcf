/** Whether `If-None-Match` names this tag. A reverse proxy that compresses makes a tag weak. Source: RFC 9110, 13.1.2. */
export const matches = (ifNoneMatch: string | undefined, etag: string): boolean =>
  ifNoneMatch?.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag) ?? false;
