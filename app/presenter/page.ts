/** Pages of the published client that notices, codes and its menu lead to. */
export const PAGE = {
  messages: '/pages/xiaoxi/xiaoxi',
  lists: '/pages/applyMyfriend/applyMyfriend',
  friends: '/pages/friendsList/friendsList',
  search: '/pages/search/search',
  set: '/pages/setpageInfo/setpageInfo',
  login: '/pages/loginCenter/loginCenter',
} as const;

/** The address of such a page with what it reads from it. */
export function pageOf(path: string, fields: Readonly<Record<string, string | number>> = {}): string {
  const query = Object.entries(fields).map(([key, value]) => `${key}=${encode(String(value))}`);
  return query.length === 0 ? path : `${path}?${query.join('&')}`;
}

/** Half a pair of UTF-16 cannot be encoded: it becomes U+FFFD, as it does in every store. */
function encode(value: string): string {
  return encodeURIComponent(Buffer.from(value).toString());
}
