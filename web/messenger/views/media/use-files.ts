import { ref, shallowRef, type Ref } from 'vue';
import { fileRoleOf, objectionTo, sizeText } from '../../../shared/file-rule.ts';
import { madeOf, type Conversation, type Draft, type DraftContent, type UploadedFile } from '../../../shared/index.ts';
import { client } from '../../client.ts';
import { texts } from '../../texts.ts';

/** Files for a conversation: what is chosen waits for a look and a word, and goes out when it is sent. */
export interface Files {
  readonly chosen: Ref<readonly File[]>;
  /** Why files were not taken, in words. */
  readonly complaints: Ref<readonly string[]>;
  take(files: Iterable<File>): void;
  remove(file: File): void;
  /** Sends what was chosen. */
  send(): void;
}

/** Takes what may be sent and says of everything else why not, before anything goes out. */
export function useFiles(conversation: () => Conversation): Files {
  const chosen = shallowRef<readonly File[]>([]);
  const complaints = ref<readonly string[]>([]);

  function take(files: Iterable<File>): void {
    const all = [...files];
    complaints.value = all.map(complaintAbout).filter((text) => text !== '');
    chosen.value = [...chosen.value, ...all.filter((one) => objectionTo(one, client.limits) === null)];
  }

  function remove(file: File): void {
    chosen.value = chosen.value.filter((one) => one !== file);
  }

  function send(): void {
    for (const file of chosen.value) client.send(draftOf(conversation(), file));
    chosen.value = [];
  }

  return { chosen, complaints, take, remove, send };
}

/** A voice message of so many seconds. */
export function voiceDraft({ chatType, peerId }: Conversation, sound: Blob, seconds: number): Draft {
  const content = (uploaded: UploadedFile): DraftContent => madeOf(uploaded, { seconds });
  return { chatType, to: peerId, type: 'audio', upload: { file: sound, name: 'voice.weba', content } };
}

function draftOf({ chatType, peerId }: Conversation, file: File): Draft {
  const type = fileRoleOf(file);
  const name = file.name || texts.global.t('media.pasted');
  return { chatType, to: peerId, type, upload: { file, name, content: (uploaded) => madeOf(uploaded) } };
}

function complaintAbout(file: File): string {
  const { t } = texts.global;
  const objection = objectionTo(file, client.limits);
  const { name } = file;
  if (!objection) return '';
  if (objection.why === 'tooLarge') return t('media.fileTooLarge', { name, most: sizeText(objection.most) });
  return t(objection.why === 'empty' ? 'media.fileEmpty' : 'media.fileProgram', { name });
}
