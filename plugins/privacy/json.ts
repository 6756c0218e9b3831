/** JSON text in pieces: lists that are read as they go (async iterables) become arrays, at any depth; everything else is as JSON has it. */
export async function* jsonOf(value: unknown): AsyncGenerator<string> {
  if (isAsyncList(value)) yield* arrayOf(value);
  else if (holdsLists(value)) yield* objectOf(value);
  else yield JSON.stringify(value);
}

async function* arrayOf(items: AsyncIterable<unknown>): AsyncGenerator<string> {
  let before = '[';
  for await (const item of items) {
    yield before;
    yield* jsonOf(item);
    before = ',\n';
  }
  yield before === '[' ? '[]' : ']';
}

async function* objectOf(value: object): AsyncGenerator<string> {
  let before = '{';
  for (const [key, inner] of Object.entries(value)) {
    yield `${before}${JSON.stringify(key)}:`;
    yield* jsonOf(inner);
    before = ',\n';
  }
  yield '}';
}

function isAsyncList(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}

/** Only such an object is taken apart; it has them at its own level. */
function holdsLists(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && Object.values(value).some(isAsyncList);
}
