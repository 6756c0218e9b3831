/** What a file is to a chat: a picture, sound or a film that browsers show in place, or a file to download. */
export type UploadKind = 'image' | 'audio' | 'video' | 'file';

/** A signed address: whoever has it opens the file. */
export interface WireLink {
  readonly url: string;
  /** The address of the smaller picture; that of the picture itself where it is small, null where it is no picture. */
  readonly thumb: string | null;
  /** Until when it is good, in ms; an address opens what its viewer may open then, and nothing else. */
  readonly expires: number;
}

/** A file as its uploader learns of it. */
export interface WireUpload extends WireLink {
  /** The uuid. */
  readonly id: string;
  /** Its address within this server: what stands in messages, wherever they are read. */
  readonly path: string;
  /** By content, whatever its name says; a picture that takes too much to show is a file. */
  readonly kind: UploadKind;
  /** The MIME type, by content. */
  readonly type: string;
  readonly name: string;
  readonly size: number;
  /** In pixels, of a picture. */
  readonly width: number | null;
  readonly height: number | null;
}
