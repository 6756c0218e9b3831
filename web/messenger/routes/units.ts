import type { RouteRecordRaw } from 'vue-router';
import type { UnitPage } from '../unit-screens.ts';
import { units } from '../units.ts';
import { SECTIONS } from './sections.ts';

/** Pages of units beside the rail. */
export function pagesOfUnits(): readonly RouteRecordRaw[] {
  return pages(({ beside }) => beside !== undefined);
}

/** Pages of units that stand alone. */
export function doorsOfUnits(): readonly RouteRecordRaw[] {
  return pages(({ beside }) => beside === undefined);
}

function pages(isMeant: (page: UnitPage) => boolean): readonly RouteRecordRaw[] {
  return [...units].flatMap(([unit, { pages = [] }]) => pages.filter(isMeant).map((page) => routeOf(unit, page)));
}

function routeOf(unit: string, { path, name, beside, pane = 'detail', isOpen = false, view }: UnitPage): RouteRecordRaw {
  if (beside === undefined) return { path: `/${path}`, name, component: view, meta: { unit, isOpen } };
  const { list, detail } = SECTIONS[beside];
  const components = pane === 'list' ? { list: view, default: detail } : { list, default: view };
  return { path, name, components, meta: { unit, pane } };
}
