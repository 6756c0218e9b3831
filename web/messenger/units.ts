import { shallowReactive } from 'vue';
import type { Areas } from '../i18n/index.ts';
import type { UnitScreens } from './unit-screens.ts';

/** Found by the build: whoever takes the folder of a unit away takes its screens with it. */
const found = import.meta.glob<UnitScreens>('../../plugins/*/web/messenger.ts', { eager: true, import: 'default' });

const known = shallowReactive(new Map(Object.entries(found).map(([file, screens]) => [nameIn(file), screens])));

/** What units show here, by their names. */
export const units: ReadonlyMap<string, UnitScreens> = known;

/** A unit is there from now on that the build did not know. */
export function takeUnit(name: string, screens: UnitScreens): void {
  known.set(name, screens);
}

/** Their texts, an area each. */
export function unitTexts(): Areas {
  return Object.fromEntries([...units].flatMap(([name, { texts }]) => (texts ? [[name, texts]] : [])));
}

/** What they do from the beginning on. */
export function startUnits(): void {
  for (const screens of units.values()) screens.start?.();
}

/** The folder of the unit is its name. */
function nameIn(file: string): string {
  return file.split('/').at(-3) ?? '';
}
