import { lineOf } from '#app';

/** Characters of a shown name. */
const LONGEST = 200;
const EXTENSION = /\.[^.]{1,16}$/u;

/** A file's name as it is shown and offered for saving: the last part of a path, without hidden characters, with its ending. */
export function displayName(given: string): string {
  const last = unescaped(given).split(/[/\\]/).at(-1) ?? '';
  const name = lineOf(last);
  if (name === '' || /^\.+$/.test(name)) return 'file';
  return shorten(name);
}

/** The name of a file that was written anew in another format, with the ending of that one. */
export function withEnding(name: string, ext: string): string {
  return `${name.replace(EXTENSION, '')}.${ext}`;
}

/** The header that offers a file for saving under its name, in any script (RFC 6266). */
export function attachment(name: string): string {
  const encoded = encodeURIComponent(name).replaceAll(/['()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
  return `attachment; filename*=UTF-8''${encoded}`;
}

/** Forms of browsers write these three, and only these, by their codes. */
function unescaped(given: string): string {
  return given.replaceAll('%22', '"').replaceAll(/%0[AD]/g, ' ');
}

function shorten(name: string): string {
  const characters = Array.from(name);
  if (characters.length <= LONGEST) return name;
  const ending = EXTENSION.exec(name)?.[0] ?? '';
  return characters.slice(0, LONGEST - Array.from(ending).length).join('') + ending;
}
