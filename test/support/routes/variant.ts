import type { Row } from './table.ts';

/** The same address as somebody writes it who hopes for a looser match (D08). */
export function variantsOf({ path }: Pick<Row, 'path'>, address: string): string[] {
  const [bare = '', query] = address.split('?');
  const segments = bare.split('/');
  // A parameter takes whatever stands there, and says what is wrong with it.
  const at = path.split('/').findLastIndex((segment) => segment !== '' && !segment.startsWith(':'));
  const names = looseNames(segments[at] ?? '').map((name) => segments.with(at, name).join('/'));
  const slashes = [`/${bare}`, `${bare}/`, `${bare}//`, bare.replaceAll('/', '%2F').replace('%2F', '/')];
  const variants = [...names, ...slashes].filter((variant) => variant !== bare);
  return [...new Set(variants)].map((variant) => (query === undefined ? variant : `${variant}?${query}`));
}

function looseNames(name: string): string[] {
  const encoded = `%${name.charCodeAt(0).toString(16)}${name.slice(1)}`;
  return [`${name}X`, `${name};x`, `${name}.json`, `${name}%2F`, `${name}%00`, name.toUpperCase(), name.toLowerCase(), encoded];
}
