import type { ChatType, WireMessage } from '../../protocol/index.ts';

/** What a script of a unit from outside exports by default: called once per page, with what it may use of that page. See docs/plugins.md. */
export type ScriptOfUnit = (foyer: Foyer) => OutsideScreens | Promise<OutsideScreens>;

/** What a unit from outside shows. */
export interface OutsideScreens {
  /** Its texts in both languages, under the same names. What has no text is said as it stands. */
  readonly texts?: { readonly zh: Readonly<Record<string, string>>; readonly en: Readonly<Record<string, string>> };
  /** Draws below the words of each message; what stays empty takes no room. */
  readonly line?: Draw<Line>;
  /** What one can do with a message: in its menu in the messenger, as buttons below it in the widget. */
  readonly actions?: (line: Line) => readonly OutsideAction[];
  /** Buttons beside the field. */
  readonly composer?: readonly ComposerButton[];
  /** A page of the settings; the messenger only. */
  readonly settings?: UnitSettings;
}

/** A page of the settings. */
export interface UnitSettings {
  /** The name of its text. */
  readonly title: string;
  readonly draw: Draw<null>;
}

/** A message as scripts see it; another one each time that something of it changes. */
export interface Line {
  /** Place in its conversation; null until the server has it. */
  readonly seq: number | null;
  readonly isMine: boolean;
  /** As the server told it: `id`, `from_id`, `type`, `data`, `options` and what units add. `id` is empty until the server has it. */
  readonly message: WireMessage;
}

/** Draws into an element of the page, which is empty. */
export type Draw<About> = (element: HTMLElement, about: About) => Drawn<About> | undefined | void;

/** What was drawn. */
export interface Drawn<About> {
  /** It is about something else by now; without this it is drawn anew. */
  update?(about: About): void;
  /** It leaves the page: ends what was started. */
  close?(): void;
}

/** Something that one can do with a message. */
export interface OutsideAction {
  /** Tells it from the unit's others. */
  readonly key: string;
  /** The name of its text. */
  readonly text: string;
  readonly act: () => unknown;
}

/** A button beside the field. */
export interface ComposerButton {
  /** What stands on it: a letter, an emoji. */
  readonly sign: string;
  /** The name of its text, for a mouse that rests on it and for those who do not see it. */
  readonly label: string;
  readonly act: (field: Field) => unknown;
}

/** Where one writes. */
export interface Field {
  readonly chatType: ChatType;
  /** Whom one writes to: the other user, the group, or what a unit's kind has there. */
  readonly to: number;
  /** Puts words where the caret is. */
  insert(words: string): void;
  /** Sends at once; the line is there while it is on its way. */
  send(draft: { readonly type: string; readonly data: string; readonly options?: object }): void;
}

/** What a script may use of the page. What fails rejects with an error that has a `code`, and a `text` for people where the server said one. */
export interface Foyer {
  /** The unit that the script is of. */
  readonly unit: string;
  readonly screen: 'messenger' | 'widget';
  /** Of the texts, at the moment. */
  readonly language: 'zh' | 'en';
  /** The user who looks at it; null before that is known. */
  readonly me: number | null;
  /** A text of the unit, its blanks `{name}` filled. */
  t(name: string, blanks?: Readonly<Record<string, string | number>>): string;
  get(path: string): Promise<unknown>;
  post(path: string, body?: object): Promise<unknown>;
  /** Asks over the socket: the answer to a frame `op`. */
  request(op: string, question: object): Promise<unknown>;
  /** Hears frames `op` that answer no question, until the returned function is called. */
  on(op: string, listener: (frame: object) => void): () => void;
  /** Says a short word at the edge of the page. */
  say(text: string): void;
}
