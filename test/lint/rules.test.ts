import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const root = path.resolve(import.meta.dirname, '../..');
const run = promisify(execFile);

interface Finding {
  code: string;
  filename: string;
  message: string;
}

const long = (lines: number): string => Array.from({ length: lines }, (_, index) => `  void ${index};`).join('\n');

/** Files that each break one rule, and what the linter must say of them. */
const cases: readonly (readonly [file: string, source: string, code: string])[] = [
  ['app/long.ts', `// long\n${long(300)}\n`, 'eslint(max-lines)'],
  ['app/function.ts', `/** Doc. */\nexport function f(): void {\n${long(50)}\n}\n`, 'eslint(max-lines-per-function)'],
  [
    'app/deep.ts',
    '/** Doc. */\nexport function f(a: number): void {\n  if (a > 1) {\n    while (a > 2) {\n      if (a > 3) {\n        if (a > 4) void a;\n      }\n    }\n  }\n}\n',
    'eslint(max-depth)',
  ],
  ['app/params.ts', '/** Doc. */\nexport const f = (a: 1, b: 2, c: 3, d: 4): unknown => [a, b, c, d];\n', 'eslint(max-params)'],
  ['app/any.ts', '/** Doc. */\nexport const a: any = 1;\n', 'typescript(no-explicit-any)'],
  ['app/floating.ts', 'async function f(): Promise<void> {}\nf();\n', 'typescript(no-floating-promises)'],
  ['app/ignore.ts', '// @ts-ignore\nvoid 1;\n', 'typescript(ban-ts-comment)'],
  ['app/expect.ts', '// @ts-expect-error a reason\nvoid (1 + {});\n', 'typescript(ban-ts-comment)'],
  ['app/types.ts', "import { Stats } from 'node:fs';\n\n/** Doc. */\nexport type S = Stats;\n", 'typescript(consistent-type-imports)'],
  ['app/console.ts', 'console.log(1);\n', 'eslint(no-console)'],
  ['app/env.ts', "void process.env['HOME'];\n", 'node(no-process-env)'],
  ['app/doc.ts', 'export const undocumented = 1;\n', 'foyer(documented)'],
  ['app/default.ts', 'export default class Undocumented {\n  readonly a = 1;\n}\n', 'foyer(documented)'],
  ['app/untyped.ts', '/** Doc. */\nexport function f() {\n  return 1;\n}\n', 'typescript(explicit-module-boundary-types)'],
  [
    'app/else.ts',
    '/** Doc. */\nexport function f(a: number): number {\n  if (a) {\n    return 1;\n  } else {\n    return 2;\n  }\n}\n',
    'eslint(no-else-return)',
  ],
  ['app/todo.ts', '// TODO later\nvoid 1;\n', 'eslint(no-warning-comments)'],
  ['app/assert.ts', '/** Doc. */\nexport const f = (a: unknown): string => a as string;\n', 'typescript(no-unsafe-type-assertion)'],
  ['app/koa.ts', "import type Koa from 'koa';\n\n/** Doc. */\nexport type K = Koa;\n", 'eslint(no-restricted-imports)'],
  ['app/SnakeCase.ts', 'void 1;\n', 'unicorn(filename-case)'],
  ['app/service/a.ts', "import type { c } from '../controller/c.ts';\n\n/** Doc. */\nexport type C = typeof c;\n", 'foyer(one-way)'],
  ['kernel/up.ts', "export * from '../app/doc.ts';\n", 'foyer(one-way)'],
  ['web/shared/kernel.ts', "void import('#kernel');\n", 'foyer(one-way)'],
  ['app/inline.ts', "/** Doc. */\nexport type P = typeof import('../plugins/p/plugin.ts');\n", 'foyer(one-way)'],
];

/** Files that break nothing where they stand. */
const clean: readonly (readonly [file: string, source: string])[] = [
  ['config/env.ts', "/** Doc. */\nexport const home = process.env['HOME'];\n"],
  ['bin/say.ts', 'console.log(1);\n'],
  ['test/long.test.ts', `describe('long', () => {\n${long(60)}\n});\n`],
  ['app/controller/c.ts', '/** Doc. */\nexport const c = 1;\n'],
  ['plugins/p/plugin.ts', '/** Doc. */\nexport const p = 1;\n'],
];

/** Lints the files in a directory of their own with the real settings. */
async function lint(): Promise<Finding[]> {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'foyer-lint-'));
  try {
    for (const name of ['.oxlintrc.json', 'tsconfig.json', 'package.json', 'lint'])
      fs.cpSync(path.join(root, name), path.join(directory, name), { recursive: true });
    fs.symlinkSync(path.join(root, 'node_modules'), path.join(directory, 'node_modules'));
    for (const [file, source] of [...cases, ...clean]) {
      fs.mkdirSync(path.dirname(path.join(directory, file)), { recursive: true });
      fs.writeFileSync(path.join(directory, file), source);
    }
    const oxlint = path.join(root, 'node_modules/oxlint/bin/oxlint');
    const { stdout } = await run(process.execPath, [oxlint, '--type-aware', '--format', 'json', '.'], { cwd: directory }).catch(
      (failed: unknown) => failed as { stdout: string },
    );
    return (JSON.parse(stdout) as { diagnostics: Finding[] }).diagnostics;
  } finally {
    fs.rmSync(directory, { recursive: true });
  }
}

describe('lint rules', () => {
  let findings: Finding[];
  before(async () => {
    findings = await lint();
  });

  const codesOf = (file: string): string[] => findings.filter(({ filename }) => filename === file).map(({ code }) => code);

  for (const [file, , code] of cases) {
    it(`${code} fires in ${file}`, () => assert.ok(codesOf(file).includes(code), `found only: ${codesOf(file).join(', ')}`));
  }

  for (const [file] of clean) {
    it(`nothing fires in ${file}`, () => assert.deepEqual(codesOf(file), []));
  }
});
