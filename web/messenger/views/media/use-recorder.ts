import { onScopeDispose, ref, type Ref } from 'vue';

/** Seconds after which a recording is finished by itself. */
const LONGEST = 300;
/** Shorter ones were a slip of the finger. */
const SHORTEST = 0.6;
const TYPES = ['audio/webm;codecs=opus', 'audio/mp4', 'audio/ogg;codecs=opus'];

/** A recording, or why there is none. */
export type RecordingResult = { readonly sound: Blob; readonly seconds: number } | 'tooShort' | null;

/** The microphone. */
export interface Recorder {
  readonly isRecording: Ref<boolean>;
  readonly seconds: Ref<number>;
  /** Asks for the microphone and begins; rejects when it may not be used. */
  start(): Promise<void>;
  /** Ends it; null when nothing was recorded. */
  finish(): Promise<RecordingResult>;
  cancel(): void;
}

interface Recording {
  readonly recorder: MediaRecorder;
  readonly began: number;
  readonly parts: Blob[];
  readonly timer: ReturnType<typeof setInterval>;
}

/** Whether this browser records at all. */
export function canRecord(): boolean {
  return typeof MediaRecorder === 'function' && 'mediaDevices' in navigator;
}

/** Records sound, at most five minutes; `full` is called then. The microphone is let go when it ends, however it ends. */
export function useRecorder(full: () => void): Recorder {
  const isRecording = ref(false);
  const seconds = ref(0);
  let wanted = 0;
  let current: Recording | null = null;
  onScopeDispose(cancel);

  async function start(): Promise<void> {
    const mine = ++wanted;
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    // Cancelled while the browser was asking.
    if (mine !== wanted) return release(stream);
    const { recorder, parts } = recorderOf(stream);
    const began = performance.now();
    const timer = setInterval(tick, 200);
    current = { recorder, began, parts, timer };
    seconds.value = 0;
    isRecording.value = true;
    recorder.start();
  }

  function tick(): void {
    seconds.value = current ? (performance.now() - current.began) / 1000 : 0;
    if (seconds.value >= LONGEST) full();
  }

  async function finish(): Promise<RecordingResult> {
    const recording = end();
    return recording ? soundOf(recording) : null;
  }

  function cancel(): void {
    const recording = end();
    if (recording) void stopped(recording.recorder);
  }

  function end(): Recording | null {
    wanted++;
    const recording = current;
    current = null;
    isRecording.value = false;
    if (recording) clearInterval(recording.timer);
    return recording;
  }

  return { isRecording, seconds, start, finish, cancel };
}

function recorderOf(stream: MediaStream): Pick<Recording, 'recorder' | 'parts'> {
  const mimeType = TYPES.find((type) => MediaRecorder.isTypeSupported(type));
  const recorder = new MediaRecorder(stream, mimeType ? { mimeType } : {});
  const parts: Blob[] = [];
  recorder.addEventListener('dataavailable', ({ data }) => parts.push(data));
  return { recorder, parts };
}

async function soundOf({ recorder, parts, began }: Recording): Promise<RecordingResult> {
  const length = (performance.now() - began) / 1000;
  await stopped(recorder);
  if (length < SHORTEST) return 'tooShort';
  return { sound: new Blob(parts, { type: recorder.mimeType }), seconds: Math.round(length * 10) / 10 };
}

function stopped(recorder: MediaRecorder): Promise<void> {
  return new Promise((resolve) => {
    recorder.addEventListener('stop', () => {
      release(recorder.stream);
      resolve();
    });
    recorder.stop();
  });
}

function release(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}
