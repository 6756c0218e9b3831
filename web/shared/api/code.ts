import type { ChatType } from '../../../protocol/index.ts';
import { pathOf, type Caller, type Paging } from './caller.ts';

/** Whose code: a group's, or one's own. */
export interface CodeTarget {
  readonly id: number;
  readonly chatType: ChatType;
}

/** A code with what leads to it; times are ms. */
export interface Code {
  readonly ticket: string;
  readonly url: string;
  readonly expires_at: number;
}

/** The current code of a group or user. */
export interface CurrentCode extends Code, CodeTarget {
  readonly name: string;
  readonly avatar: string;
  /** Members; null for a user. */
  readonly count: number | null;
}

/** What a code leads to, as anybody may see it. */
export interface CodeFace {
  readonly chatType: ChatType;
  readonly name: string;
  readonly avatar: string;
  readonly count: number | null;
  readonly expires_at: number;
}

/** Somebody by name. */
export interface Maker {
  readonly id: number;
  readonly name: string;
}

/** What a scanned code means to who scanned it. */
export interface ScannedCode extends CodeFace {
  readonly id: number;
  readonly invite_confirm: number;
  readonly maker: Maker | null;
  readonly joined: boolean;
  /** What one has to do; null when joined. */
  readonly needs: 'join' | 'apply' | 'login' | null;
}

/** A code that was made. */
export interface ListedCode {
  readonly ticket_id: number;
  readonly maker: Maker | null;
  readonly is_current: boolean;
  readonly created_at: number;
  readonly expires_at: number | null;
  readonly revoked_at: number | null;
  /** 0: any number. */
  readonly max_uses: number;
  readonly uses: number;
  readonly scans: number;
}

/** QR codes and the tickets in them. */
export class CodeApi {
  readonly #caller: Caller;

  constructor(caller: Caller) {
    this.#caller = caller;
  }

  /** Path of the picture; an `<img>` adds `&token=`. */
  picture({ id, chatType }: CodeTarget, format: 'png' | 'svg' = 'svg'): string {
    return pathOf(`/api/chat/groupQrcode/${id}`, { chatType, type: 'link', format });
  }

  current({ id, chatType }: CodeTarget): Promise<CurrentCode> {
    return this.#caller.get(pathOf(`/api/chat/code/${id}`, { chatType }));
  }

  create(target: CodeTarget, terms: { readonly max_uses?: number; readonly days?: number } = {}): Promise<Code & { readonly id: number }> {
    return this.#caller.post('/api/chat/code/create', { ...target, ...terms });
  }

  /** Replaces one's code, or all codes of a group; the old ones die. */
  rotate(target: CodeTarget, all = false): Promise<CurrentCode> {
    return this.#caller.post('/api/chat/code/rotate', { ...target, all });
  }

  async revoke(ticketId: number): Promise<void> {
    await this.#caller.post('/api/chat/code/revoke', { ticket_id: ticketId });
  }

  list(
    { id, chatType }: CodeTarget,
    { page = 1, limit }: Paging = {},
  ): Promise<{
    readonly count: number;
    readonly rows: readonly ListedCode[];
  }> {
    return this.#caller.get(pathOf(`/api/chat/codes/${id}/${page}`, { chatType, limit }));
  }

  /** `text` is what the camera saw. Fails with ticket_invalid, ticket_expired, ticket_revoked, ticket_full. */
  scan(text: string): Promise<ScannedCode> {
    return this.#caller.post('/api/chat/code/scan', { text });
  }

  /** Before signing in. */
  preview(text: string): Promise<CodeFace> {
    return this.#caller.post('/api/code/preview', { text });
  }
}
