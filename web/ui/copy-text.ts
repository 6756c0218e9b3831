/** Copies a text, also on plain http, where browsers give a page no clipboard; whether it was. */
export async function copyText(text: string): Promise<boolean> {
  try {
    // Where there is none, the other way is taken.
    // oxlint-disable-next-line baseline-js/use-baseline
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copySelected(text);
  }
}

/** The way of before: what is selected in a field. Within a dialog, which takes the focus back from anywhere else. */
function copySelected(text: string): boolean {
  const before = document.activeElement;
  const field = document.createElement('textarea');
  field.value = text;
  field.readOnly = true;
  field.setAttribute('aria-hidden', 'true');
  field.style.cssText = 'position:fixed;inset-block-start:0;opacity:0;pointer-events:none';
  (before?.closest('[role=dialog],[role=alertdialog]') ?? document.body).append(field);
  field.select();
  const isCopied = hasCopied();
  field.remove();
  if (before instanceof HTMLElement) before.focus();
  return isCopied;
}

function hasCopied(): boolean {
  try {
    return document.execCommand('copy');
  } catch {
    return false;
  }
}
