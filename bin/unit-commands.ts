import path from 'node:path';
import { BootError, bringFolder, scan, UsageError, type Application, type Command, type Output, type PluginOff, type Unit } from '#kernel';
import { OWN, type Usage } from './command/help.ts';
import { readInput, usageOf } from './usage.ts';

/** Where commands come from, and what they run on. */
export interface Installation {
  /** The units that are on, without starting anything. */
  units(): Promise<readonly Unit[]>;
  /** The plugins that are switched off. */
  off(): Promise<readonly PluginOff[]>;
  /** Runs work on the application, ready but serving nobody, and closes it again. */
  withApplication(work: (app: Application) => Promise<void>): Promise<void>;
}

/** What stands in `app/command/` of the units: `user list` for `app/command/user/list.ts`. */
export class UnitCommands {
  readonly #installation: Installation;
  readonly #commands: ReadonlyMap<string, Command>;

  /** Reads the folders. Throws a BootError that names the file and what to mend. */
  static async load(installation: Installation): Promise<UnitCommands> {
    return new UnitCommands(installation, await commandsOf(await installation.units()));
  }

  private constructor(installation: Installation, commands: ReadonlyMap<string, Command>) {
    this.#installation = installation;
    this.#commands = commands;
  }

  /** How each is written, in the order of the units. */
  get usages(): readonly Usage[] {
    return Array.from(this.#commands, ([name, command]) => ({ usage: usageOf(name, command), about: command.about }));
  }

  /** Runs the command that the words begin with. Throws a UsageError for words that none takes, and says whose they are where that plugin is off, before anything starts. */
  async run(words: readonly string[], output: Output): Promise<void> {
    const line = words.join(' ');
    const [name, command] = [...this.#commands].find(([each]) => isWithin(line, each)) ?? (await this.#refuse(words));
    const input = readInput(name, command, words.slice(name.split(' ').length));
    command.check?.(input);
    await this.#installation.withApplication((app) => command.run({ ctx: app.createAnonymousContext(), output }, input));
  }

  async #refuse(words: readonly string[]): Promise<never> {
    const [name = '', next] = words;
    for (const plugin of await this.#installation.off()) {
      const theirs = scan(path.join(plugin.path, 'app/command')).map(({ names }) => nameOf(names));
      const asked = theirs.find((each) => isWithin(words.join(' '), each));
      if (asked !== undefined)
        throw new Error(`${asked} is a command of the plugin ${plugin.name}, which is switched off in ${plugin.file}`);
    }
    if (![...this.#commands.keys()].some((each) => each.startsWith(`${name} `))) throw new UsageError(`there is no command ${name}`);
    if (next === undefined) throw new UsageError(`${name} needs to know what to do`);
    throw new UsageError(`there is no command ${name} ${next}`);
  }
}

/** The commands of units by name. Throws a BootError that names the file and what to mend; no unit takes a name of foyer's own. */
export async function commandsOf(units: readonly Unit[]): Promise<ReadonlyMap<string, Command>> {
  const commands = new Map<string, Command>();
  const files = new Map(OWN.map(({ usage }) => [wordOf(usage), 'foyer itself']));
  for (const [names, { file, exported }] of await bringFolder(units, 'command')) {
    const name = nameOf(names.split('.'));
    const clash = [...files].find(([other]) => isWithin(name, other) || isWithin(other, name));
    if (clash) throw new BootError(`the command ${name} of ${file} cannot stand beside ${clash[0]} of ${clash[1]}: rename one`);
    if (!isCommand(exported)) throw new BootError(`${file} must export defineCommand({ about, takes, run }) by default`);
    files.set(name, file);
    commands.set(name, exported);
  }
  return commands;
}

/** The name that a usage begins with. */
function wordOf(usage: string): string {
  return usage.replace(/ .*/, '');
}

/** As it is typed: `note add-one` of `note/addOne`. */
function nameOf(names: readonly string[]): string {
  return names.join(' ').replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** Whether words of a command line begin with a name of one word or more. */
function isWithin(words: string, name: string): boolean {
  return words === name || words.startsWith(`${name} `);
}

function isCommand(exported: unknown): exported is Command {
  if (typeof exported !== 'object' || exported === null) return false;
  const { about, takes, run } = exported as Partial<Record<keyof Command, unknown>>;
  return typeof about === 'string' && typeof takes === 'object' && takes !== null && typeof run === 'function';
}
