import { BootError, bringFile, type Unit } from '#kernel';
import own from '../../notice.ts';
import { namesIn } from '../../text/blank.ts';
import type { NoticeForm } from './form.ts';

const KIND = /^[a-z][a-z0-9]*(?:_[a-z0-9]+)*$/;

interface DeclaredForm {
  readonly form: NoticeForm;
  readonly file: string;
}

/** How each kind of notice is told: those of the app, and what the units add. One per process, since notices are shown where no application is at hand. */
export class NoticeCatalogue {
  readonly #declared = new Map<string, DeclaredForm>();

  constructor(forms: object) {
    this.#take('the app', forms);
  }

  /** The form of a kind; undefined where the unit that told it is not there. */
  find(kind: string): NoticeForm | undefined {
    return this.#declared.get(kind)?.form;
  }

  /** Takes up the `app/notice.ts` of every other unit. Throws a BootError that names the file and what to mend. */
  async load(units: readonly Unit[]): Promise<void> {
    const others = units.filter(({ type }) => type !== 'app');
    for (const { file, exported } of await bringFile(others, 'notice')) this.#take(file, exported);
  }

  #take(file: string, forms: unknown): void {
    if (typeof forms !== 'object' || forms === null) throw new BootError(`${file} must export defineNotices({ … }) by default`);
    for (const [kind, form] of Object.entries<unknown>({ ...forms })) {
      const first = this.#declared.get(kind)?.file;
      if (first !== undefined && first !== file) throw new BootError(`${file}: notices ${kind} are told by ${first}: rename yours`);
      this.#declared.set(kind, { file, form: checked({ file, kind, form }) });
    }
  }
}

/** The notices of the app, and those of the units once an application was loaded. */
export const notices = new NoticeCatalogue(own);

function checked({ file, kind, form }: { file: string; kind: string; form: unknown }): NoticeForm {
  if (!KIND.test(kind)) throw new BootError(`${file}: notices ${kind} must have a name in lower case, as in order_shipped: rename it`);
  if (!isForm(form)) throw new BootError(`${file}: notices ${kind} must have the texts zh and en`);
  const { zh, en } = form;
  if (typeof zh === 'string' && typeof en === 'string' && namesIn(zh) !== namesIn(en))
    throw new BootError(`${file}: the texts of ${kind} must name the same facts in both languages`);
  return form;
}

function isForm(form: unknown): form is NoticeForm {
  if (typeof form !== 'object' || form === null) return false;
  const { zh, en, plain } = form as Partial<Record<keyof NoticeForm, unknown>>;
  return [zh, en].every(isText) && ['function', 'undefined'].includes(typeof plain);
}

function isText(text: unknown): boolean {
  return typeof text === 'function' || (typeof text === 'string' && text !== '');
}
