import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import {
  bare,
  choice,
  describe as describeStep,
  id,
  int,
  list,
  listOf,
  media,
  ok,
  rule,
  shape,
  text,
  uuid,
  z,
  type Answer,
} from '#validate';
import accept from '../../../plugins/validate/app/middleware/accept.ts';
import { openApi } from '../../../plugins/validate/openapi.ts';
import { startEdge, type Edge } from '../../app/middleware/edge.ts';

const NAME = { zh: '名', en: 'Name' } as const;
const everything = rule({
  zh: '全部',
  en: 'Everything',
  fields: {
    id: id({ ...NAME, in: 'path' }),
    limit: int({ ...NAME, in: 'query', min: 1, max: 100, default: 20 }),
    title: text({ ...NAME, min: 1, max: 20, pattern: /^\w+$/ }),
    kind: choice(['single', 'group'], { ...NAME, optional: true }),
    key: uuid({ ...NAME, optional: true }),
    users: list({ ...NAME, of: id(NAME), max: 5, optional: true }),
  },
});

interface Document {
  openapi: string;
  info: { title: string };
  paths: Record<string, Record<string, Record<string, unknown>>>;
  components: { responses: object; schemas: Record<string, object> };
}

function documentOf(...routes: Parameters<typeof openApi>[0]): Document {
  return openApi(routes, { title: 'x', version: '1' }) as Document;
}

describe('plugins/validate/openapi', () => {
  it('describes parameters and body of a rule with names, bounds, defaults and what a body takes for a text (G91)', () => {
    const operation = documentOf({ verb: 'post', path: '/a/:id', handlers: [accept(everything)] }).paths['/a/{id}']?.['post'];
    assert.equal(operation?.['summary'], '全部 · Everything');
    const integer = { type: 'integer', maximum: Number.MAX_SAFE_INTEGER };
    assert.deepEqual(operation['parameters'], [
      { name: 'id', in: 'path', required: true, description: '名 · Name', schema: { ...integer, minimum: 1 } },
      {
        name: 'limit',
        in: 'query',
        required: false,
        description: '名 · Name',
        schema: { type: 'integer', minimum: 1, maximum: 100, default: 20 },
      },
    ]);
    const { content, required } = operation['requestBody'] as { required: boolean; content: Record<string, { schema: object }> };
    assert.equal(required, true);
    assert.deepEqual(Object.keys(content), ['application/json', 'application/x-www-form-urlencoded']);
    const { required: fields, properties } = content['application/json']!.schema as {
      required: string[];
      properties: Record<string, object>;
    };
    assert.deepEqual(fields, ['title']);
    const title = { type: 'string', pattern: '^\\w+$', minLength: 1, maxLength: 20 };
    const formed = content['application/x-www-form-urlencoded']!.schema as { properties: Record<string, object> };
    assert.deepEqual(formed.properties['title'], { ...title, description: '名 · Name' });
    const others = [{ type: 'number' }, { type: 'boolean' }, { type: 'object' }, { type: 'array', items: {} }];
    assert.deepEqual(properties['title'], { anyOf: [title, ...others], description: '名 · Name' });
    assert.deepEqual(properties['kind'], { type: 'string', enum: ['single', 'group'], description: '名 · Name' });
    assert.equal((properties['key'] as { format: string }).format, 'uuid');
    assert.deepEqual(properties['users'], {
      type: 'array',
      items: { ...integer, minimum: 1 },
      minItems: 1,
      maxItems: 5,
      description: '名 · Name',
    });
  });

  it('joins what the steps of a route tell, and names path parameters that no rule reads', () => {
    const signedIn = describeStep(() => undefined, { security: [{ token: [] }], responses: { 401: { description: 'no' } } });
    const handlers = [signedIn, accept(everything)];
    const operation = documentOf({ verb: 'post', path: '/a/:id/b/:page', handlers }).paths['/a/{id}/b/{page}']?.['post'];
    assert.deepEqual(operation?.['security'], [{ token: [] }]);
    assert.deepEqual(Object.keys(operation['responses'] as object), ['200', '400', '401', '422', 'default']);
    assert.deepEqual((operation['parameters'] as object[]).at(-1), {
      name: 'page',
      in: 'path',
      required: true,
      schema: { type: 'string' },
    });
    assert.equal(operation['summary'], '全部 · Everything');
  });

  describe('of answers', () => {
    const word = shape<{ readonly word: string }>()('Word', { word: z.string() });
    const described = { type: 'object', properties: { word: { type: 'string' } }, required: ['word'] };
    const named = { $ref: '#/components/schemas/Word' };
    const enveloped = (data: object, more: Record<string, object> = {}): object => ({
      type: 'object',
      properties: { msg: { type: 'string', const: 'ok' }, data, ...more },
      required: ['msg', 'data', ...Object.keys(more)],
    });
    const answering = (...answer: Answer[]): Document =>
      documentOf({ verb: 'get', path: '/a', handlers: [describeStep(() => undefined, rule({ ...NAME, fields: {}, answer }))] });
    const responsesOf = ({ paths }: Document): Record<string, { content?: Record<string, { schema?: object }> }> =>
      paths['/a']!['get']!['responses'] as ReturnType<typeof responsesOf>;

    it('says what data is, with shapes under their names, once', () => {
      const document = answering(listOf(word));
      const schema = responsesOf(document)['200']?.content?.['application/json']?.schema;
      assert.deepEqual(schema, enveloped({ type: 'array', items: named }));
      assert.deepEqual(document.components.schemas['Word'], described);
    });

    it('says what stands beside data, what has another status, and what is no JSON', () => {
      const responses = responsesOf(answering(ok(z.literal('ok'), { word }), bare(word, 503), { status: 302 }));
      assert.deepEqual(Object.keys(responses), ['200', '302', '503', 'default']);
      const [said, down] = ['200', '503'].map((status) => responses[status]?.content?.['application/json']?.schema);
      assert.deepEqual(said, enveloped({ type: 'string', const: 'ok' }, { word: named }));
      assert.deepEqual(down, named);
      assert.deepEqual(responsesOf(answering(media('image/png', 'image/svg+xml')))['200']?.content, {
        'image/png': {},
        'image/svg+xml': {},
      });
    });

    it('is refused where two shapes have one name', () => {
      const other = shape<{ readonly mode: string }>()('Word', { mode: z.string() });
      assert.throws(() => answering(word, bare(other, 503)), { message: 'two shapes are called Word' });
      assert.throws(() => answering(bare(word, 200), bare(shape<{ readonly code: string }>()('Failure', { code: z.string() }), 503)));
    });

    it('is made when it is asked for, and not before', () => {
      const step = describeStep(
        () => undefined,
        () => assert.fail('asked'),
      );
      assert.throws(() => documentOf({ verb: 'get', path: '/a', handlers: [step] }), { message: 'asked' });
    });
  });

  describe('GET /openapi.json', () => {
    let edge: Edge;
    before(async () => {
      edge = await startEdge();
    });
    after(() => edge.app.close());

    it('lists every route of the application', async () => {
      const { status, body } = await edge.get('/openapi.json');
      assert.equal(status, 200);
      const document = body as Document;
      assert.equal(document.openapi, '3.1.0');
      assert.equal(document.info.title, 'Foyer');
      const listed = Object.entries(document.paths).flatMap(([path, verbs]) => Object.keys(verbs).map((verb) => `${verb} ${path}`));
      const declared = edge.app.router.routes.map(({ verb, path }) => `${verb} ${path.replaceAll(/[:*](\w+)/g, '{$1}')}`);
      assert.deepEqual(listed, declared);
    });

    it('is made once, however often it is asked for', async () => {
      const { router } = edge.app;
      const { routes } = router;
      let asked = 0;
      Object.defineProperty(router, 'routes', { configurable: true, get: () => ((asked += 1), routes) });
      for (const _ of [1, 2, 3]) assert.equal((await edge.get('/openapi.json')).status, 200);
      Reflect.deleteProperty(router, 'routes');
      assert.ok(asked <= 1, `made ${asked} times`);
    });
  });
});
