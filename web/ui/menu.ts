import type { IconName } from './icons.ts';

/** One line of a menu. */
export interface MenuItem {
  readonly key: string;
  readonly text: string;
  readonly icon?: IconName;
  /** Deletes or ends something: shown in the colour of that. */
  readonly isDanger?: boolean;
  readonly isDisabled?: boolean;
  act(): unknown;
}
