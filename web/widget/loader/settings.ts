/** What the script tag says. */
export interface Settings {
  /** Origin of the server that the script came from. */
  readonly server: string;
  /** `data-account`: UUID of the account that visitors write to; '' for the server's own choice. */
  readonly account: string;
  /** `data-locale`; '' for the browser's. */
  readonly locale: string;
  /** `data-theme`: `light` or `dark`; '' for the device's. */
  readonly theme: string;
  /** `data-sound="off"` takes the sound away for good. */
  readonly hasSound: boolean;
}

/** Reads the tag of the running script; null where it cannot be told which server it came from. */
export function readSettings(): Settings | null {
  const script = document.currentScript ?? document.querySelector('script[src*="/widget.js"]');
  if (!(script instanceof HTMLScriptElement) || script.src === '') return null;
  const { account = '', locale = '', theme = '', sound = '' } = script.dataset;
  return { server: new URL(script.src).origin, account, locale, theme, hasSound: sound !== 'off' };
}
