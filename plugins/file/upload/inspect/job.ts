/** What a process that looks into files is asked: to take out what a file tells and say what it shows, or to make the pictures of it that are shown. */
export interface Job {
  readonly step: 'look' | 'make';
  readonly path: string;
  /** MIME, by content. */
  readonly type: string;
  /** Parts of the file that may be looked at for what it tells; without it those of any file that shows something. */
  readonly parts?: number;
  /** ms of a processor's time that it may take; without it those of any. */
  readonly cpu?: number;
}

/** A picture, as its head says; nothing of it is decoded for this. */
export interface PictureLook {
  /** In pixels, as it is seen: turned upright. */
  readonly width: number;
  readonly height: number;
  /** Pixels of the largest frame, and of all together. */
  readonly pixels: number;
  readonly allPixels: number;
  /** What decoding it is expected to take, in ms of a processor's time. */
  readonly cost: number;
}

/** A file beside the original. */
export interface SmallPicture {
  readonly path: string;
  readonly size: number;
}

/** What an answer holds, by step. */
export interface Answers {
  /** How many bytes are left of the file; what it shows, where it is a picture that can be decoded. */
  readonly look: { readonly size: number; readonly picture: PictureLook | null };
  /** What the file became where it was written anew, since browsers do not show its format; and a smaller one, as WebP, where it is not small itself. */
  readonly make: { readonly converted: { readonly type: string; readonly size: number } | null; readonly thumb: SmallPicture | null };
}

/** Why there is none: it is no such file, the disk does not take it, it has more parts than may be looked at, or it took more time or memory than it may. */
export type Failure = 'broken' | 'disk' | 'parts' | 'overrun';

/** What comes back from the process. */
export type Reply = { readonly answer: Answers[Job['step']] } | { readonly failure: Failure };

/** Most of what one job may take of this machine; times in ms, memory in bytes of the whole process. */
export interface JobLimits {
  /** Of a processor's time. */
  readonly cpu: number;
  readonly memory: number;
  /** By the clock. */
  readonly deadline: number;
}
