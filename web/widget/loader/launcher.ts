import { element, picture } from './element.ts';
import { LOOK } from './look.ts';
import type { Settings } from './settings.ts';
import { isRightToLeft, wordsIn, type LoaderWord } from './words.ts';

const BUBBLE = 'M4 5.5h16v11H10l-4.5 3.5v-3.5H4z';
const DOWN = 'M5 9l7 7 7-7';
/** Up to here the panel covers the screen. */
const NARROW = '(max-width: 480px), (max-height: 420px)';
/** Takes the page's own scrolling away while the panel covers it, without touching the style of an element of the page. */
const STILL = 'html { overflow: hidden !important; }';

/** What is under way in the panel's place: nothing more to show, a wait, or a server that cannot be reached. */
export type Phase = 'ready' | 'wait' | 'away';

interface LauncherOptions {
  readonly settings: Settings;
  toggled(): void;
  closed(): void;
  again(): void;
  /** The panel begins or ends to cover the screen. */
  resized(): void;
}

/** The button on the host page and the place of the panel, in a shadow root of their own. */
export class Launcher {
  readonly place: HTMLElement;
  readonly #options: LauncherOptions;
  readonly #word: (word: LoaderWord, n?: string) => string;
  readonly #root = document.createElement('foyer-widget');
  readonly #button: HTMLButtonElement;
  readonly #badge = element('span', { class: 'badge', 'aria-hidden': 'true' });
  readonly #wait = element('div', { class: 'wait', role: 'status' });
  readonly #narrow = matchMedia(NARROW);
  readonly #still = sheet(STILL);
  #isOpen = false;
  #count = 0;

  constructor(options: LauncherOptions) {
    const { settings } = options;
    this.#options = options;
    this.#word = wordsIn(settings.locale);
    this.#button = element('button', { class: 'launcher', type: 'button', 'aria-controls': 'panel', 'aria-haspopup': 'dialog' });
    this.place = element('div', { class: 'panel', id: 'panel', role: 'dialog', 'aria-label': this.#word('panel') }, [this.#wait]);
    this.#button.addEventListener('click', () => options.toggled());
    const shadow = this.#root.attachShadow({ mode: 'open' });
    shadow.adoptedStyleSheets = [sheet(LOOK)];
    // The button stands behind the panel in the order of Tab, as it does on the screen.
    shadow.append(this.place, this.#button);
    this.#root.dir = isRightToLeft(settings.locale) ? 'rtl' : 'ltr';
    if (settings.theme) this.#root.dataset['theme'] = settings.theme;
    this.#root.addEventListener('keydown', ({ key }) => key === 'Escape' && this.#isOpen && options.closed());
    this.#narrow.addEventListener('change', () => this.#resized());
    for (const name of ['resize', 'scroll'] as const) globalThis.visualViewport?.addEventListener(name, () => this.#fit());
    this.#draw();
  }

  get isFull(): boolean {
    return this.#narrow.matches;
  }

  /** Puts it on the page: below <html>, where the routes of a single-page site exchange nothing. */
  appear(): void {
    document.documentElement.append(this.#root);
  }

  open(isOpen: boolean): void {
    this.#isOpen = isOpen;
    this.#draw();
  }

  /** Tells how many messages nobody has looked at. */
  count(count: number): void {
    this.#count = count;
    this.#draw();
  }

  focus(): void {
    this.#button.focus();
  }

  phase(phase: Phase): void {
    this.#wait.hidden = phase === 'ready';
    this.#wait.replaceChildren(...(phase === 'away' ? this.#away() : [element('div', { class: 'turn' }), this.#shut()]));
  }

  #away(): HTMLElement[] {
    const again = element('button', { class: 'again', type: 'button' }, [this.#word('again')]);
    again.addEventListener('click', () => this.#options.again());
    return [element('span', {}, [this.#word('away')]), again, this.#shut()];
  }

  /** Where the panel covers the launcher nothing else closes it while it is waited for. */
  #shut(): HTMLElement {
    const shut = element('button', { class: 'shut', type: 'button' }, [this.#word('close')]);
    shut.addEventListener('click', () => this.#options.closed());
    return shut;
  }

  #draw(): void {
    const shown = this.#count > 99 ? '99+' : String(this.#count);
    const hasCount = this.#count > 0 && !this.#isOpen;
    const name = hasCount ? this.#word('unread', shown) : this.#word(this.#isOpen ? 'close' : 'open');
    this.place.hidden = !this.#isOpen;
    this.#button.setAttribute('aria-expanded', String(this.#isOpen));
    this.#button.setAttribute('aria-label', name);
    this.#button.replaceChildren(picture(this.#isOpen ? DOWN : BUBBLE), ...(hasCount ? [this.#badge] : []));
    this.#badge.textContent = shown;
    this.#root.classList.toggle('open', this.#isOpen);
    this.#root.classList.toggle('full', this.isFull);
    this.#fit();
  }

  #resized(): void {
    this.#draw();
    this.#options.resized();
  }

  /** A keyboard on the screen takes room that only the visual viewport knows of. */
  #fit(): void {
    const covers = this.#isOpen && this.isFull;
    const others = document.adoptedStyleSheets.filter((one) => one !== this.#still);
    if (covers !== document.adoptedStyleSheets.includes(this.#still)) {
      document.adoptedStyleSheets = covers ? [...others, this.#still] : others;
    }
    const { visualViewport: seen } = globalThis;
    if (!covers || !seen) return;
    this.place.style.setProperty('--height', `${seen.height}px`);
    this.place.style.setProperty('--top', `${seen.offsetTop}px`);
  }
}

function sheet(text: string): CSSStyleSheet {
  const made = new CSSStyleSheet();
  made.replaceSync(text);
  return made;
}
