/** An unread count as a badge shows it; empty when there is none. */
export function unreadText(unread: number): string {
  if (unread === 0) return '';
  return unread > 99 ? '99+' : String(unread);
}
