import type { WireUpload } from '../../protocol/index.ts';
import type { DraftContent, Refusal, UploadDraft } from './draft.ts';

/** Brings a file to the server; rejects with an error that may carry `code` and `text`. */
export type Uploader = (file: Blob, options: UploadOptions) => Promise<WireUpload>;

/** What an uploader is told beside the file. */
export interface UploadOptions {
  readonly name: string;
  readonly signal: AbortSignal;
  /** From 0 to 1, as often as it likes. */
  readonly progress: (fraction: number) => void;
}

interface UploadsOptions {
  /** Absent where nothing can be uploaded. */
  readonly upload: Uploader | undefined;
  progress(clientId: string, fraction: number): void;
  done(clientId: string, made: DraftContent): void;
  failed(clientId: string, refusal: Refusal): void;
}

/** Files on their way at a time. */
const PARALLEL = 2;

/** The files that messages wait for, by the messages' client ids; in memory only. */
export class Uploads {
  readonly #options: UploadsOptions;
  readonly #drafts = new Map<string, UploadDraft>();
  readonly #queue = new Set<string>();
  readonly #running = new Map<string, AbortController>();

  constructor(options: UploadsOptions) {
    this.#options = options;
  }

  /** Begins with a file, or queues it. */
  add(clientId: string, draft: UploadDraft): void {
    this.#drafts.set(clientId, draft);
    this.retry(clientId);
  }

  /** Begins anew with a file that failed. */
  retry(clientId: string): void {
    this.#queue.add(clientId);
    this.#pump();
  }

  /** The message is not wanted any more. */
  cancel(clientId: string): void {
    this.#drafts.delete(clientId);
    this.#queue.delete(clientId);
    this.#running.get(clientId)?.abort();
    if (this.#running.delete(clientId)) this.#pump();
  }

  clear(): void {
    this.#queue.clear();
    for (const clientId of this.#drafts.keys()) this.cancel(clientId);
  }

  #pump(): void {
    for (const clientId of this.#queue) {
      if (this.#running.size >= PARALLEL) return;
      this.#queue.delete(clientId);
      const draft = this.#drafts.get(clientId);
      if (draft) void this.#run(clientId, draft);
    }
  }

  async #run(clientId: string, draft: UploadDraft): Promise<void> {
    const controller = new AbortController();
    this.#running.set(clientId, controller);
    const isMine = (): boolean => this.#running.get(clientId) === controller;
    const outcome = await this.#bring(draft, controller.signal, (fraction) => {
      if (isMine()) this.#options.progress(clientId, fraction);
    });
    if (!isMine()) return;
    this.#running.delete(clientId);
    if ('data' in outcome) {
      this.#drafts.delete(clientId);
      this.#options.done(clientId, outcome);
    } else {
      this.#options.failed(clientId, outcome);
    }
    this.#pump();
  }

  /** The message, or why there is none. */
  async #bring(draft: UploadDraft, signal: AbortSignal, progress: (fraction: number) => void): Promise<DraftContent | Refusal> {
    const { upload } = this.#options;
    if (!upload) return { code: 'upload_missing', text: '' };
    try {
      return draft.content(await upload(draft.file, { name: draft.name, signal, progress }));
    } catch (error) {
      return refusalOf(error);
    }
  }
}

function refusalOf(error: unknown): Refusal {
  if (typeof error !== 'object' || error === null || !('code' in error) || typeof error.code !== 'string') return UNKNOWN;
  return { code: error.code, text: 'text' in error && typeof error.text === 'string' ? error.text : '' };
}

const UNKNOWN: Refusal = { code: 'unreachable', text: '' };
