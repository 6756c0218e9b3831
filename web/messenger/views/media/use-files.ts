import { ref, type Ref } from 'vue';
import { fileRoleOf, objectionTo, sizeText } from '../../../shared/file-rule.ts';
import { writeContent, type Conversation, type Draft, type UploadedFile } from '../../../shared/index.ts';
import { client } from '../../client.ts';
import { texts } from '../../texts.ts';

/** Sending files into a conversation. */
export interface Files {
  /** Why files were not sent, in words. */
  readonly complaints: Ref<readonly string[]>;
  take(files: Iterable<File>): void;
}

/** Sends what may be sent and says of everything else why not, before anything goes out. */
export function useFiles(conversation: () => Conversation): Files {
  const complaints = ref<readonly string[]>([]);

  function take(files: Iterable<File>): void {
    const all = [...files];
    complaints.value = all.map(complaintAbout).filter((text) => text !== '');
    for (const file of all.filter((one) => objectionTo(one, client.limits) === null)) client.send(draftOf(conversation(), file));
  }

  return { complaints, take };
}

/** A voice message of so many seconds. */
export function voiceDraft({ kind, peerId }: Conversation, sound: Blob, seconds: number): Draft {
  const chatType = kind === 'group' ? 'group' : 'single';
  const content = ({ url, size }: UploadedFile): string => writeContent({ kind: 'audio', url, seconds, size }).data;
  return { chatType, to: peerId, type: 'audio', upload: { file: sound, name: 'voice.weba', content } };
}

function draftOf({ kind, peerId }: Conversation, file: File): Draft {
  const type = fileRoleOf(file);
  const chatType = kind === 'group' ? 'group' : 'single';
  const name = file.name || texts.global.t('media.pasted');
  return { chatType, to: peerId, type, upload: { file, name, content: (uploaded) => dataOf(type, uploaded) } };
}

function dataOf(type: 'image' | 'video' | 'file', { url, name, size, width, height }: UploadedFile): string {
  if (type === 'file') return writeContent({ kind: 'file', url, name, size }).data;
  const box = width && height ? { width, height } : {};
  return type === 'image'
    ? writeContent({ kind: 'image', url, size, name, ...box }).data
    : writeContent({ kind: 'video', url, size, ...box }).data;
}

function complaintAbout(file: File): string {
  const { t } = texts.global;
  const objection = objectionTo(file, client.limits);
  const { name } = file;
  if (!objection) return '';
  if (objection.why === 'tooLarge') return t('media.fileTooLarge', { name, most: sizeText(objection.most) });
  return t(objection.why === 'empty' ? 'media.fileEmpty' : 'media.fileProgram', { name });
}
