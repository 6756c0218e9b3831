/** Writes a count before the host page's title, also when the page changes it meanwhile, and takes it away again. */
export class Title {
  readonly #observer = new MutationObserver(() => this.#apply());
  #count = 0;
  #written = '';

  count(count: number): void {
    const before = this.#count;
    this.#count = count;
    if (count > 0 && before === 0) this.#observer.observe(document.head, { childList: true, subtree: true, characterData: true });
    if (count === 0) this.#observer.disconnect();
    if (count > 0 || before > 0) this.#apply();
  }

  #apply(): void {
    const own = document.title === this.#written ? document.title.replace(/^\(\d+\+?\) /, '') : document.title;
    const mark = this.#count > 99 ? '99+' : String(this.#count);
    const next = this.#count > 0 ? `(${mark}) ${own}` : own;
    this.#written = next;
    if (document.title !== next) document.title = next;
  }
}
