const FILE = /^\/uploads\/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\.[a-z0-9]{1,10}$/;
const DRAWN = /^\/avatar\/[\w.-]+$/;

/**
 * The path of a file that was uploaded here, by which it is known on every screen; '' for anything else. A whole address is taken for one of ours
 * where it is signed, whatever host it names: of that nothing is asked.
 */
export function filePath(address: string): string {
  if (address.startsWith('/')) return whole(address.replace(/[?#].*$/s, ''));
  const url = parse(address);
  return url && url.searchParams.has('sign') ? whole(url.pathname) : '';
}

/** The path of a picture that may be loaded by itself: uploaded or drawn here; '' for one of another server, which would learn who looks. */
export function picturePath(address: string): string {
  const path = address.startsWith('/') ? address.replace(/[?#].*$/s, '') : (parse(address)?.pathname ?? '');
  return FILE.test(path) || DRAWN.test(path) ? path : '';
}

/** The host of an address of the web, as a reader sees where it leads. */
export function hostOf(address: string): string {
  return parse(address)?.host ?? '';
}

function whole(path: string): string {
  return FILE.test(path) ? path : '';
}

function parse(address: string): URL | undefined {
  try {
    return new URL(address);
  } catch {
    return undefined;
  }
}
