type Parts = Readonly<Record<string, unknown>>;

/** What each part must be; what is wrong would be found only when it is shown. */
const PARTS: Readonly<Record<string, (part: unknown) => boolean>> = {
  texts: (part) => isObject(part) && isTexts(part['zh']) && isTexts(part['en']),
  line: (part) => typeof part === 'function',
  actions: (part) => typeof part === 'function',
  composer: (part) => Array.isArray(part) && part.every((button) => isButton(button)),
  settings: (part) => isObject(part) && typeof part['title'] === 'string' && typeof part['draw'] === 'function',
};

/** What a script has given, once it is seen to be `OutsideScreens`. Throws a TypeError that names what is wrong. */
export function checked(address: string, given: unknown): object {
  if (!isObject(given)) throw new TypeError(`${address} gives no object`);
  const wrong = Object.entries(PARTS).find(([name, isRight]) => given[name] !== undefined && !isRight(given[name]));
  if (wrong) throw new TypeError(`${address}: ${wrong[0]} is not what docs/plugins.md says`);
  return given;
}

function isButton(button: unknown): boolean {
  return (
    isObject(button) && typeof button['sign'] === 'string' && typeof button['label'] === 'string' && typeof button['act'] === 'function'
  );
}

function isTexts(texts: unknown): boolean {
  return isObject(texts) && Object.values(texts).every((text) => typeof text === 'string');
}

function isObject(value: unknown): value is Parts {
  return typeof value === 'object' && value !== null;
}
