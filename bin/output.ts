import type { Output } from '#kernel';

/** The option that every command takes. */
const JSON_OPTION = '--json';

/** The output of this process; the log goes to standard error. */
class TerminalOutput implements Output {
  readonly isJson: boolean;

  constructor(isJson: boolean) {
    this.isJson = isJson;
  }

  answer(data: object, text: string): void {
    console.log(this.isJson ? JSON.stringify(data) : text);
  }
}

/** Takes `--json` out of the arguments of a command; behind `--` it is one like any other. */
export function outputOf(args: readonly string[]): { readonly args: readonly string[]; readonly output: Output } {
  const end = args.indexOf('--');
  const options = end < 0 ? args : args.slice(0, end);
  const rest = options.filter((arg) => arg !== JSON_OPTION);
  return { args: [...rest, ...args.slice(options.length)], output: new TerminalOutput(rest.length < options.length) };
}
