import { UPLOAD_PATH, uploadUuidOf } from './file-address.ts';

/** Characters of an address. */
const LONGEST = 2000;
/** What a browser takes for a scheme, whatever blanks stand before it; a Chinese colon makes none. */
const SCHEME = /^[a-z][a-z0-9+.-]*:/i;
const WEB = /^https?:\/\//i;
/** Run by whoever opens it. */
const SCRIPT = /^(?:javascript|vbscript):/i;
/** Shown as if it were ours, or of the reader's own machine. */
const INLINE = /^(?:data|file|blob):\S/i;

/** Whether an address leads to the web: what anybody may open (never `javascript:`, `data:` and the like). */
export function isWebAddress(address: string): boolean {
  return address.length <= LONGEST && WEB.test(address) && URL.canParse(address);
}

/** Whether an address leads to the web or to a file that was uploaded here. */
export function isMediaAddress(address: string): boolean {
  return isWebAddress(address) || (address.startsWith(UPLOAD_PATH) && uploadUuidOf(address) !== undefined);
}

/** Whether a text may stand where the published client keeps an address: one of the web, a path, or words. */
export function isHarmlessAddress(text: string): boolean {
  const bare = strip(text);
  return !SCHEME.test(bare) || WEB.test(bare);
}

/** Whether a text that may be anything is no address that harms. */
export function isHarmlessText(text: string): boolean {
  const bare = strip(text);
  return !SCRIPT.test(bare) && !INLINE.test(bare);
}

/** Browsers skip blanks and controls in front of an address, and tabs and line breaks within it. */
function strip(text: string): string {
  // oxlint-disable-next-line no-control-regex
  return text.replace(/^[\u0000-\u0020\u00a0\ufeff]+/, '').replaceAll(/[\t\n\r]/g, '');
}
