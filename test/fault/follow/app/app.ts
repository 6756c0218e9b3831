import fs from 'node:fs';
import type { Application, Boot } from '#kernel';

/** Follows from the start, into the file that the environment names: a line for each message. */
export default class ScribeBoot implements Boot {
  readonly #app: Application;

  constructor(app: Application) {
    this.#app = app;
  }

  didLoad(): void {
    this.#app.chat.follow('scribe', {
      from: 'start',
      interval: 10,
      slice: 20,
      async handle(messages) {
        for (const { conversationId, seq } of messages) {
          fs.appendFileSync(process.env['HEARD'] ?? '', `${conversationId} ${seq}\n`);
          await new Promise((resolve) => setImmediate(resolve));
        }
      },
    });
  }
}
