/** A signed address: whoever has it opens the file. */
export interface WireLink {
  readonly url: string;
  /** The address of the smaller picture; that of the picture itself where it is small, null where it is no picture. */
  readonly thumb: string | null;
  /** Until when it is good, in ms; null is for good. */
  readonly expires: number | null;
}

/** A file as its uploader learns of it. */
export interface WireUpload extends WireLink {
  /** The uuid. */
  readonly id: string;
  /** The MIME type, by content. */
  readonly type: string;
  readonly name: string;
  readonly size: number;
  /** In pixels, of a picture. */
  readonly width: number | null;
  readonly height: number | null;
}
