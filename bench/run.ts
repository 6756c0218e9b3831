import { machineLine, takeCores } from './measure/machine.ts';
import { parseOptions } from './option.ts';
import { page, save } from './result/save.ts';
import { drain } from './scenario/drain.ts';
import { fanout } from './scenario/fanout.ts';
import { growth } from './scenario/growth.ts';
import { idle } from './scenario/idle.ts';
import { relay } from './scenario/relay.ts';
import { screens } from './scenario/screens.ts';
import { search } from './scenario/search.ts';
import { soak } from './scenario/soak.ts';
import type { Scenario } from './scenario/scenario.ts';

const scenarios: Readonly<Record<string, Scenario>> = { relay, fanout, drain, idle, search, growth, soak, screens };

const [name = '', ...args] = process.argv.slice(2);
const scenario = Object.hasOwn(scenarios, name) ? scenarios[name] : undefined;
if (scenario) await run(scenario);
else usage();

async function run(scenario: Scenario): Promise<void> {
  const options = parseOptions(args, scenario.defaults ?? {});
  const cores = scenario.isPinned ? takeCores() : null;
  const heading = {
    scenario: name,
    question: scenario.question,
    command: ['npm run bench --', name, ...args].join(' '),
    machine: machineLine(cores),
  };
  const report = await scenario.run({ options, cores });
  console.log(`\n${page(heading, report)}`);
  if (options.save) console.log(`written to ${await save(heading, report)}`);
  process.exitCode = report.passed ? 0 : 1;
}

function usage(): void {
  console.error('npm run bench -- <scenario> [--option value …]; bench/README.md lists the options\n');
  for (const [scenario, { question }] of Object.entries(scenarios)) console.error(`${scenario.padEnd(10)} ${question}`);
  process.exitCode = 2;
}
