import plugins from '../../config/plugin.ts';

/** Whether a feature is among the plugins of this checkout: what is tried of it together with others is left out where it was taken away. */
export function hasUnit(name: string): boolean {
  return Object.hasOwn(plugins, name);
}

/** What a test that needs a feature is declared by. */
export function itWith(name: string): Mocha.TestFunction | Mocha.PendingTestFunction {
  return hasUnit(name) ? it : it.skip;
}
