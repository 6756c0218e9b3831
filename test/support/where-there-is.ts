import listed from '../../config/plugin.ts';

/** `it`, `describe` or `describeStores` for what goes through another unit: it declares where that one is part of this checkout. */
export function whereThereIs<Body>(unit: string, declare: (title: string, body: Body) => unknown): (title: string, body: Body) => void {
  return (title, body) => {
    if (unit in listed) declare(title, body);
  };
}
