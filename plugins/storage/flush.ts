import fs from 'node:fs/promises';

/** Waits until a file, or what a folder names, is on the disk. Rejects as the disk does. */
export async function flush(file: string): Promise<void> {
  const handle = await fs.open(file, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
