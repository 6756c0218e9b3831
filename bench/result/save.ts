import { execFileSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { table, type Report } from './report.ts';

export interface Heading {
  readonly scenario: string;
  readonly question: string;
  /** What was typed. */
  readonly command: string;
  readonly machine: string;
}

const FOLDER = path.join(process.cwd(), 'bench/results');

/** The report as a page of Markdown. */
export function page({ scenario, question, command, machine }: Heading, report: Report): string {
  const remarks = report.remarks.map((remark) => `- ${remark}`);
  const lines = [`# ${scenario}`, '', question, '', table(report), '', ...remarks, '', `${machine}; ${revision()}. \`${command}\``, ''];
  return lines.join('\n');
}

/** Writes `<date>-<scenario>.md` and `.json` into bench/results; returns the path of the first. */
export async function save(heading: Heading, report: Report): Promise<string> {
  await mkdir(FOLDER, { recursive: true });
  const file = path.join(FOLDER, `${new Date().toISOString().slice(0, 10)}-${heading.scenario}`);
  await writeFile(`${file}.md`, page(heading, report));
  await writeFile(`${file}.json`, `${JSON.stringify({ ...heading, revision: revision(), ...report }, null, 1)}\n`);
  return `${file}.md`;
}

function revision(): string {
  try {
    return `commit ${execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()}`;
  } catch {
    return 'no git';
  }
}
