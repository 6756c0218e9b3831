import { isOriginAllowed, type OriginRule } from '#app';

/**
 * The page that a code may point to, as it was given up to its path; undefined for one of an origin that the configuration does not allow,
 * for `javascript:` and the like, and for one with a name before an `@`, which people read as the host (D38). `host` is how this server itself is reached.
 */
export function codePage(rule: OriginRule, page: string, host: string): string | undefined {
  const url = URL.canParse(page) ? new URL(page) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') return undefined;
  if (!isOriginAllowed(rule, url.origin, host)) return undefined;
  const isBare = url.pathname === '/' && !/^[^?#]*\/\/[^?#]*\//.test(page);
  return isBare ? url.origin : url.origin + url.pathname;
}
