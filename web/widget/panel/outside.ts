import { Scripts } from '../../outside/scripts.ts';
import { callerOf } from '../../shared/api/caller.ts';
import { Api } from '../../shared/index.ts';
import { KEPT } from '../talk.ts';
import { brought } from './brought.ts';
import type { Host } from './host.ts';
import OutsideComposer from './OutsideComposer.vue';
import OutsideLine from './OutsideLine.vue';
import { say, units } from './scripted.ts';
import type { Visitor } from './visitor.ts';
import { lang } from './words.ts';

let scripts: Scripts | undefined;

/** Runs the scripts of units that the server has named last. */
export function bring(host: Host, { client }: Visitor): void {
  const caller = callerOf(new Api({ language: () => lang.value }), () => host.storage.get(KEPT.token));
  const page = { screen: 'widget', client, caller, language: () => lang.value, say } as const;
  scripts ??= new Scripts(page, (unit) => {
    units.set(unit.name, unit);
    Object.assign(brought, { line: OutsideLine, composer: OutsideComposer });
  });
  scripts.bring(client.screens);
}
