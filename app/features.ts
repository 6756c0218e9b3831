import { onceFor, type Application } from '#kernel';

/** The names of the features that are on, as clients hear them. */
export const featuresOf = onceFor(({ plugins }: Application) => plugins.filter(({ isFeature }) => isFeature).map(({ name }) => name));
