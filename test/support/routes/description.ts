import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import type { TestApp } from '../app.ts';
import { send, type Reply } from './call.ts';
import { templateOf } from './fields.ts';
import type { Row } from './table.ts';

/** What is needed of a response of /openapi.json. */
interface Described {
  readonly $ref?: string;
  readonly content?: Readonly<Record<string, object>>;
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly responses: Readonly<Record<string, Described>> }>>>>;
}

/** Where a route stands. */
type Route = Pick<Row, 'verb' | 'path'>;

const DOCUMENT = 'api';
const SUCCESS = '#/components/responses/Success';
/** What `access` refuses with: a route says so itself. */
const TOLD = /^401 |^403 (password_visitor|right_missing)$|^422 |^429 /;

/** Holds what a server answers against what it says of that in /openapi.json; a key that is not described is a fault. */
export class Description {
  readonly #document: Document;
  readonly #ajv = new Ajv2020({ strict: false, validateFormats: false });
  readonly #validators = new Map<string, ValidateFunction>();

  constructor(document: object) {
    this.#document = closed(document) as Document;
    this.#ajv.addSchema(this.#document, DOCUMENT);
  }

  /** That of a running server. */
  static async of(target: TestApp): Promise<Description> {
    return new Description(JSON.parse((await send(target, { verb: 'get', address: '/openapi.json', token: undefined })).text) as object);
  }

  /** Whether a route says what it answers when all is well. */
  isAnswered(route: Route): boolean {
    return Object.entries(this.#responses(route)).some(([status, { $ref }]) => Number(status) < 400 && $ref !== SUCCESS);
  }

  /** What is wrong with an answer. */
  faultsOf(route: Route, { answer, status, type, text, isRedirected }: Reply): string[] {
    const responses = this.#responses(route);
    if (isRedirected) return '302' in responses ? [] : ['a redirect that is not described'];
    const key = String(status) in responses ? String(status) : 'default';
    if (key === 'default' && (status < 400 || TOLD.test(answer))) return [`${answer} is not described`];
    const [where, { content = {} }] = this.#resolved(
      `#/paths/${escaped(templateOf(route.path))}/${route.verb}/responses/${key}`,
      responses[key],
    );
    const kind = [type, '*/*'].find((each) => each in content);
    if (kind === undefined) return [`${type} is not described`];
    return content[kind] && 'schema' in content[kind] ? this.#faults(`${where}/content/${escaped(kind)}/schema`, text) : [];
  }

  #responses({ verb, path }: Route): Readonly<Record<string, Described>> {
    const { responses } = this.#document.paths[templateOf(path)]?.[verb] ?? {};
    if (!responses) throw new Error(`${verb} ${path} is not described`);
    return responses;
  }

  /** Where a response stands, and what it is. */
  #resolved(pointer: string, response: Described = {}): [pointer: string, response: Described] {
    if (response.$ref === undefined) return [pointer, response];
    const names = response.$ref.slice(2).split('/');
    const found = names.reduce<unknown>((all, name) => (all as Record<string, unknown>)[name], this.#document);
    return [response.$ref, found as Described];
  }

  #faults(pointer: string, text: string): string[] {
    let validate = this.#validators.get(pointer);
    if (!validate) this.#validators.set(pointer, (validate = this.#ajv.compile({ $ref: `${DOCUMENT}${pointer}` })));
    if (validate(JSON.parse(text))) return [];
    return (validate.errors ?? []).map(({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`);
  }
}

/** A segment of a pointer within a URI. */
function escaped(segment: string): string {
  return encodeURIComponent(segment.replaceAll('~', '~0').replaceAll('/', '~1'));
}

/** The same document, no object in it open to keys that it does not name. */
function closed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(closed);
  if (typeof value !== 'object' || value === null) return value;
  const own = Object.fromEntries(Object.entries(value).map(([key, child]) => [key, closed(child)]));
  return own['type'] === 'object' && 'properties' in own && !('additionalProperties' in own)
    ? { ...own, additionalProperties: false }
    : own;
}
