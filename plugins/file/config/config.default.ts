const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const MEBIBYTE = 1024 * 1024;

/** Files of users. Sizes in bytes, times in ms. */
const upload = {
  /** Of one file, by what it is. */
  limits: { image: 25 * MEBIBYTE, audio: 10 * MEBIBYTE, video: 100 * MEBIBYTE, file: 100 * MEBIBYTE },
  /** Of all files of one user. */
  quota: { visitor: 50 * MEBIBYTE, user: 1024 * MEBIBYTE },
  /** Files that one user sends to one node at the same time. */
  parallel: 4,
  /** Of a picture, or a frame of a moving one: with more it is a file to download. */
  pixels: 50_000_000,
  /** Of all frames of a moving picture together. */
  motion: 1_000_000_000,
  /** What a process that looks into files may take for one: of a processor's time, of memory in all, by the clock. */
  inspect: {
    cpu: 3 * SECOND,
    memory: 275 * MEBIBYTE,
    deadline: 30 * SECOND,
    /** Files that may wait for it, and for how long. */
    waiting: 100,
    patience: MINUTE,
  },
  /** How long an address opens its file that a screen of ours asks for; the screen asks again. */
  linkTtl: 24 * HOUR,
  /** The same for an address within a message that another client is given and keeps; it opens what its viewer may open, and nothing else. */
  keptLinkTtl: 180 * 24 * HOUR,
  /** Files that were sent nowhere and are no avatar are removed after this. */
  orphan: 7 * 24 * HOUR,
};

export default { upload };
