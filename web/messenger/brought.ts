import { computed, type ComputedRef } from 'vue';
import { useUnits } from './composables/use-units.ts';
import type { PlacedLink, Places, SettingPage, UnitScreens } from './unit-screens.ts';
import { units } from './units.ts';

const { isOn } = useUnits();

/** Pages of the settings that units bring; as all below, of those units that are on. */
export const broughtSettings = brought<SettingPage>(({ settings }) => settings);

/** What stands below the words of each message. */
export const broughtLines = brought(({ line }) => line && [line]);

/** What one can do with a message. */
export const broughtActions = brought(({ actions }) => actions && [actions]);

/** What stands beside the field. */
export const broughtComposers = brought(({ composer }) => composer && [composer]);

/** Links at a place of the messenger. */
export function useLinks<Place extends keyof Places>(place: Place): ComputedRef<readonly PlacedLink<Places[Place]>[]> {
  return brought<PlacedLink<Places[Place]>>(({ links }) => links?.[place]);
}

function brought<Part>(partsOf: (screens: UnitScreens) => readonly Part[] | undefined): ComputedRef<readonly Part[]> {
  return computed(() => [...units].flatMap(([name, screens]) => (isOn(name) && partsOf(screens)) || []));
}
