import type { CodeTarget, WireCode, WireMadeCode, WireOutside, WirePreview, WireShownCode } from '../../../protocol/index.ts';
import { pathOf, type Caller, type Paging } from './caller.ts';

/** QR codes and the tickets in them. */
export class CodeApi {
  readonly #caller: Caller;

  constructor(caller: Caller) {
    this.#caller = caller;
  }

  /** Path of the picture; only the token opens it, in a header. */
  picture({ id, chatType }: CodeTarget, format: 'png' | 'svg' = 'svg'): string {
    return pathOf(`/api/chat/groupQrcode/${id}`, { chatType, type: 'link', format });
  }

  current({ id, chatType }: CodeTarget): Promise<WireShownCode> {
    return this.#caller.get(pathOf(`/api/chat/code/${id}`, { chatType }));
  }

  create(target: CodeTarget, terms: { readonly max_uses?: number; readonly days?: number } = {}): Promise<WireMadeCode> {
    return this.#caller.post('/api/chat/code/create', { ...target, ...terms });
  }

  /** Replaces one's code, or all codes of a group; the old ones die. */
  rotate(target: CodeTarget, all = false): Promise<WireShownCode> {
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
    readonly rows: readonly WireCode[];
  }> {
    return this.#caller.get(pathOf(`/api/chat/codes/${id}/${page}`, { chatType, limit }));
  }

  /** `text` is what the camera saw. Fails with ticket_invalid, ticket_expired, ticket_revoked, ticket_full. */
  scan(text: string): Promise<WirePreview> {
    return this.#caller.post('/api/chat/code/scan', { text });
  }

  /** Before signing in. */
  preview(text: string): Promise<WireOutside> {
    return this.#caller.post('/api/code/preview', { text });
  }
}
