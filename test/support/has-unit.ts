import plugins from '../../config/plugin.ts';

/** Whether a feature is among the plugins of this checkout: what is tried of it together with others is left out where it was taken away. */
export function hasUnit(name: string): boolean {
  return Object.hasOwn(plugins, name);
}

/** `it`, `describe` or `describeStores` for what goes through another unit: it declares where that one is part of this checkout. */
export function whereThereIs<Body>(unit: string, declare: (title: string, body: Body) => unknown): (title: string, body: Body) => void {
  return (title, body) => {
    if (hasUnit(unit)) declare(title, body);
  };
}
