import { HELLO, WELCOME, type FromPanel, type Start, type ToPanel } from '../talk.ts';
import { element } from './element.ts';

/** How long the panel may take to say hello before it counts as away, in ms. */
const PATIENCE = 12_000;
/** The same where the browser has no network. */
const OFFLINE = 1000;

interface FrameOptions {
  /** Origin of the server. */
  readonly server: string;
  readonly title: string;
  readonly place: HTMLElement;
  /** What to tell first; asked when the panel is there. */
  start(): Start;
  heard(message: FromPanel): void;
  ready(): void;
  /** It did not come. */
  away(): void;
}

/** The panel's frame, and the port to it. Only a window that is the frame's, of the server's origin, gets the port. */
export class Frame {
  readonly element: HTMLIFrameElement;
  readonly #options: FrameOptions;
  readonly #port = new MessageChannel();
  readonly #waiting: ToPanel[] = [];
  readonly #timer: ReturnType<typeof setTimeout>;
  #isReady = false;

  constructor(options: FrameOptions) {
    this.#options = options;
    const { server, title, place } = options;
    // What stands behind # tells the panel whom it may answer.
    const src = `${server}/widget/panel.html#${encodeURIComponent(location.origin)}`;
    this.element = element('iframe', { src, title, allow: 'clipboard-write' });
    this.#port.port1.addEventListener('message', ({ data }: MessageEvent<FromPanel>) => options.heard(data));
    this.#port.port1.start();
    addEventListener('message', this.#greeted);
    this.#timer = setTimeout(() => options.away(), navigator.onLine ? PATIENCE : OFFLINE);
    place.prepend(this.element);
  }

  /** Tells the panel, at once or when it is there. */
  tell(message: ToPanel): void {
    if (this.#isReady) this.#port.port1.postMessage(message);
    else this.#waiting.push(message);
  }

  remove(): void {
    clearTimeout(this.#timer);
    removeEventListener('message', this.#greeted);
    this.#port.port1.close();
    this.element.remove();
  }

  readonly #greeted = ({ source, origin, data }: MessageEvent<unknown>): void => {
    const { server } = this.#options;
    if (data !== HELLO || origin !== server || source !== this.element.contentWindow) return;
    clearTimeout(this.#timer);
    removeEventListener('message', this.#greeted);
    this.element.contentWindow?.postMessage(WELCOME, server, [this.#port.port2]);
    this.#isReady = true;
    for (const message of [this.#options.start(), ...this.#waiting.splice(0)]) this.tell(message);
    this.#options.ready();
  };
}
