import { ApiError, type Account, type Api } from '../shared/index.ts';
import { element, setText } from './element.ts';
import { onLanguage, word } from './language.ts';
import type { Word } from './words.ts';

interface SignInOptions {
  readonly api: Api;
  signedIn(account: Account): void;
}

interface Field {
  readonly root: HTMLElement;
  readonly input: HTMLInputElement;
  readonly problem: HTMLElement;
}

let count = 0;

/** The form with which the service side begins. Problems stand next to their field, values stay. */
export class SignInView {
  readonly root: HTMLFormElement;
  readonly #options: SignInOptions;
  readonly #lead = element('p', { class: 'lead' });
  readonly #username = field('username', { autocomplete: 'username', autocapitalize: 'none', spellcheck: 'false' });
  readonly #password = field('password', { type: 'password', autocomplete: 'current-password' });
  readonly #problem = element('p', { class: 'problem', attributes: { role: 'alert' } });
  readonly #submit = element('button', { class: 'primary', word: 'signIn', attributes: { type: 'submit' } });
  #name = 'kefu';

  constructor(options: SignInOptions) {
    this.#options = options;
    const heading = element('h3', { word: 'signIn' });
    const fields = [this.#username.root, this.#password.root];
    const attributes = { novalidate: '' };
    this.root = element('form', { class: 'sign-in', attributes }, [heading, this.#lead, ...fields, this.#problem, this.#submit]);
    this.root.addEventListener('submit', (event) => this.#submitted(event));
    onLanguage(() => this.#draw());
    this.#draw();
  }

  /** Names the account that the server made, and fills it in where nothing was typed. */
  suggest(username: string): void {
    this.#name = username;
    this.#username.input.value ||= username;
    this.#draw();
  }

  /** Says why one has to sign in again. */
  explain(reason: Word | null): void {
    this.#problem.textContent = reason ? word(reason) : '';
  }

  #draw(): void {
    this.#lead.textContent = word('signInLead', { name: this.#name });
  }

  #submitted(event: Event): void {
    event.preventDefault();
    this.explain(null);
    const missing = [this.#check(this.#username, 'usernameMissing'), this.#check(this.#password, 'passwordMissing')];
    const first = missing.find((input) => input !== null);
    if (first) return first.focus();
    void this.#signIn();
  }

  #check({ input, problem }: Field, name: Word): HTMLInputElement | null {
    const isMissing = input.value.trim() === '';
    tell({ input, problem }, isMissing ? word(name) : '');
    return isMissing ? input : null;
  }

  async #signIn(): Promise<void> {
    const credentials = { username: this.#username.input.value.trim(), password: this.#password.input.value };
    this.#busy(true);
    try {
      const account = await this.#options.api.login(credentials);
      this.#password.input.value = '';
      this.#options.signedIn(account);
    } catch (error) {
      this.#failed(error);
    } finally {
      this.#busy(false);
    }
  }

  #failed(error: unknown): void {
    if (!(error instanceof ApiError)) throw error;
    if (error.code === 'unreachable' || error.code === 'unreadable') return this.explain(error.code);
    const isAboutField = error.status === 400 || error.status === 422;
    if (!isAboutField) return void (this.#problem.textContent = error.text);
    tell(this.#password, error.text);
    this.#password.input.select();
  }

  #busy(isBusy: boolean): void {
    this.#submit.disabled = isBusy;
    setText(this.#submit, isBusy ? 'signingIn' : 'signIn');
  }
}

function field(name: 'username' | 'password', attributes: Readonly<Record<string, string>>): Field {
  const id = `field-${++count}`;
  const problem = element('p', { class: 'problem', attributes: { id: `${id}-problem`, role: 'alert' } });
  const input = element('input', { attributes: { id, name, required: '', 'aria-describedby': problem.id, ...attributes } });
  const label = element('label', { word: name, attributes: { for: id } });
  return { root: element('div', { class: 'field' }, [label, input, problem]), input, problem };
}

function tell({ input, problem }: Pick<Field, 'input' | 'problem'>, text: string): void {
  problem.textContent = text;
  input.toggleAttribute('aria-invalid', false);
  if (text) input.setAttribute('aria-invalid', 'true');
}
