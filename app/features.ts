import fs from 'node:fs';
import path from 'node:path';
import { onceFor, type Application, type Unit } from '#kernel';

/** Scripts that a unit may bring to our screens, in its `app/public/`. */
const SCRIPTS = ['messenger.js', 'widget.js'];

/** The names of the units that people see something of, as clients hear them: features, and those that bring scripts. */
export const featuresOf = onceFor(({ plugins, units }: Application) => {
  const features = plugins.filter(({ isFeature }) => isFeature).map(({ name }) => name);
  const scripted = units.filter((unit) => addressesOf(unit).length > 0).map(({ name }) => name);
  return [...new Set([...features, ...scripted])];
});

/** Addresses of the scripts that units bring to our screens: `/units/<name>/messenger.js`. */
export const scriptsOf = onceFor(({ units }: Application) => units.flatMap((unit) => addressesOf(unit)));

function addressesOf({ name, path: folder }: Unit): readonly string[] {
  const there = SCRIPTS.filter((file) => fs.existsSync(path.join(folder, 'app/public', file)));
  return there.map((file) => `/units/${encodeURIComponent(name)}/${file}`);
}
