import { parseJson } from '#kernel';

/** The parameter of the course's link, behind `#…?` or `?`; names in front of it are encoded and hold no `&` of their own. */
const PARAMETER = /[?&]ticket=([\w.-]+)/;
/** Our own link: `/join#<ticket>`. */
const FRAGMENT = /^https?:\/\/[^#]*\/join#([\w.-]+)$/i;

/** The ticket in what a scanner read: the ticket itself, either form of link, or the JSON of a code; what is none of these comes back as it is. */
export function ticketIn(scanned: string): string {
  const text = scanned.trim();
  if (text.startsWith('{')) return ticketOfJson(text) ?? text;
  return (FRAGMENT.exec(text) ?? PARAMETER.exec(text))?.[1] ?? text;
}

function ticketOfJson(text: string): string | undefined {
  const parsed = parseJson(text);
  if (typeof parsed !== 'object' || parsed === null || !Object.hasOwn(parsed, 'ticket')) return undefined;
  const ticket: unknown = Reflect.get(parsed, 'ticket');
  return typeof ticket === 'string' ? ticket : undefined;
}
